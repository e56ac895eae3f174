package dev.lectern.models.openai;

import dev.lectern.model.JsonFormat;
import dev.lectern.model.Message;
import dev.lectern.model.Prompt;
import java.util.List;

/** Prompts that the tests send. */
final class Prompts {

    private Prompts() {}

    static Prompt tide() {
        return new Prompt(
                List.of(
                        new Message(Message.Role.SYSTEM, "Answer from the sources."),
                        new Message(Message.Role.USER, "When does the tide turn?")),
                "When does the tide turn?",
                List.of(),
                null,
                100);
    }

    static Prompt json(String schema) {
        return tide().asking(new JsonFormat("answer", schema));
    }
}
