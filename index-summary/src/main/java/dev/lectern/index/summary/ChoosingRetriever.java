package dev.lectern.index.summary;

import dev.lectern.document.Document;
import dev.lectern.document.Span;
import dev.lectern.embed.Tokenizer;
import dev.lectern.model.Cancellation;
import dev.lectern.model.Completion;
import dev.lectern.model.ContextPiece;
import dev.lectern.model.JsonFormat;
import dev.lectern.model.LanguageModel;
import dev.lectern.model.Message;
import dev.lectern.model.ModelCapability;
import dev.lectern.model.ModelException;
import dev.lectern.model.Prompt;
import dev.lectern.model.TokenUsage;
import dev.lectern.retrieve.Query;
import dev.lectern.retrieve.Retrieval;
import dev.lectern.retrieve.Retriever;
import dev.lectern.split.SentenceSplitter;
import dev.lectern.store.ScoreKind;
import dev.lectern.store.ScoredNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Has a language model choose among all nodes, in as few calls as fit into its window.
 *
 * <p>The scores are what the model gave, 0 to 10, of kind {@link ScoreKind#RERANK}; nodes it gives nothing are not found. A model that
 * only quotes ({@link ModelCapability#SAYS_NO_ANSWER}) chooses the nodes it quotes, in the order it does. Of a node that is longer than
 * a prompt the model reads the beginning. Thread-safe.
 */
final class ChoosingRetriever implements Retriever {

    private static final JsonFormat FORMAT = new JsonFormat(
            "choice_of_sources",
            "{\"type\":\"object\",\"properties\":{\"choices\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":"
                    + "{\"number\":{\"type\":\"integer\"},\"use\":{\"type\":\"integer\"}},\"required\":[\"number\",\"use\"],"
                    + "\"additionalProperties\":false}}},\"required\":[\"choices\"],\"additionalProperties\":false}");

    private static final String RULES =
            "You choose the numbered sources that help to answer a question. Say how much use each of these is, from 1 (a little)"
                    + " to 10 (it holds the answer), and leave out those that are of none.";

    private static final String REPLY = "Reply with one JSON object and nothing else, such as"
            + " {\"choices\": [{\"number\": 3, \"use\": 9}]}, with an empty list if no source is of use.";

    /** What one choice takes in a reply, what stands around all, and how many a call may have: a hundred are more than anybody reads. */
    private static final int TOKENS_PER_CHOICE = 20;

    private static final int TOKENS_AROUND = 20;

    private static final int MOST_PER_CALL = 100;

    private final Retriever all;
    private final LanguageModel model;
    private final int topK;

    /**
     * Makes a retriever.
     *
     * @param all gives the nodes to choose from
     * @param topK how many nodes at most where the query does not say
     */
    ChoosingRetriever(Retriever all, LanguageModel model, int topK) {
        this.all = all;
        this.model = model;
        this.topK = topK;
    }

    @Override
    public Retrieval retrieve(Query query) {
        return retrieve(query, Cancellation.none());
    }

    @Override
    public Retrieval retrieve(Query query, Cancellation cancellation) {
        Retrieval listed = all.retrieve(new Query(query.text(), null, query.filter()), cancellation);
        long start = System.nanoTime();
        List<ScoredNode> chosen = new ArrayList<>();
        TokenUsage tokens = TokenUsage.NONE;
        List<List<ContextPiece>> batches = batches(query, listed.nodes());
        for (List<ContextPiece> batch : batches) {
            Completion reply = model.complete(prompt(query, batch), cancellation);
            tokens = tokens.plus(reply.usage());
            chosen.addAll(chosen(reply, batch));
        }
        chosen.sort(
                Comparator.comparingDouble(ScoredNode::score).reversed()); // stable: equal ones stay in document order
        int limit = query.topK() == null ? topK : query.topK();
        return new Retrieval(
                chosen.subList(0, Math.min(limit, chosen.size())),
                listed.embedTime(),
                listed.searchTime(),
                batches.size(),
                tokens,
                Duration.ofNanos(System.nanoTime() - start));
    }

    /** Packs the nodes in order, each with the room that its choice takes in the reply; those of one batch are numbered from 1. */
    private List<List<ContextPiece>> batches(Query query, List<ScoredNode> nodes) {
        Tokenizer tokenizer = model.tokenizer();
        int room = model.limits().contextTokens() - outputTokens(0) - count(messages(query, ""));
        if (room < 1) {
            throw new ModelException(
                    model.name(),
                    "Could not choose nodes: rules, question and answer leave no room in the window of "
                            + model.limits().contextTokens()
                            + " tokens. Ask a shorter question, or use a model with a larger window.",
                    null);
        }
        List<List<ContextPiece>> batches = new ArrayList<>();
        List<ContextPiece> open = new ArrayList<>();
        int left = room;
        for (ScoredNode node : nodes) {
            int choice = outputTokens(open.size() + 1) - outputTokens(open.size());
            ContextPiece piece = fitting(ContextPiece.whole(open.size() + 1, node.node(), 0), room - TOKENS_PER_CHOICE);
            int size = tokenizer.count(shown(piece)) + 1 + choice;
            if (!open.isEmpty() && (size > left || open.size() == mostPerCall())) {
                batches.add(open);
                open = new ArrayList<>();
                left = room;
                piece = new ContextPiece(1, piece.node(), 0, piece.span());
            }
            open.add(piece);
            left -= size;
        }
        if (!open.isEmpty()) {
            batches.add(open);
        }
        return batches;
    }

    private ContextPiece fitting(ContextPiece piece, int room) {
        int size = model.tokenizer().count(shown(piece)) + 1;
        if (size <= room) {
            return piece;
        }
        int most = Math.max(1, room - (size - model.tokenizer().count(piece.text())) - 2);
        Document text =
                Document.of(piece.node().id(), piece.text(), piece.node().metadata());
        Span first = SentenceSplitter.byTokens(model.tokenizer(), most, 0)
                .split(text)
                .get(0)
                .span();
        return new ContextPiece(
                piece.number(), piece.node(), 0, first.shift(piece.span().start()));
    }

    private Prompt prompt(Query query, List<ContextPiece> batch) {
        String text = batch.stream().map(ChoosingRetriever::shown).collect(Collectors.joining());
        return new Prompt(messages(query, text), query.text(), batch, null, outputTokens(batch.size())).asking(FORMAT);
    }

    private List<ScoredNode> chosen(Completion reply, List<ContextPiece> batch) {
        List<ScoredNode> chosen = new ArrayList<>();
        marks(reply).forEach((number, use) -> {
            if (number >= 1 && number <= batch.size() && use > 0) {
                chosen.add(new ScoredNode(batch.get(number - 1).node(), Math.min(10, use), ScoreKind.RERANK));
            }
        });
        chosen.sort(Comparator.comparingInt(node -> indexIn(batch, node)));
        return chosen;
    }

    private static int indexIn(List<ContextPiece> batch, ScoredNode node) {
        return batch.stream().map(ContextPiece::node).toList().indexOf(node.node());
    }

    /** What use each number is; numbers that are no source are left to the caller. */
    private Map<Integer, Double> marks(Completion reply) {
        return quotes() ? Choices.quoted(reply.quotes()) : Choices.read(reply.text(), model.name());
    }

    private boolean quotes() {
        return model.capabilities().contains(ModelCapability.SAYS_NO_ANSWER);
    }

    /** A reply that chooses all sources of a call must fit into what the model writes. */
    private int mostPerCall() {
        int fitting = (model.limits().outputTokens() - TOKENS_AROUND) / TOKENS_PER_CHOICE;
        return quotes() ? MOST_PER_CALL : Math.max(1, Math.min(MOST_PER_CALL, fitting));
    }

    /** Returns the room for a reply that chooses all of so many sources; a model that quotes writes their words. */
    private int outputTokens(int sources) {
        int needed = TOKENS_AROUND + TOKENS_PER_CHOICE * (quotes() ? MOST_PER_CALL : sources);
        return Math.min(model.limits().outputTokens(), needed);
    }

    private static List<Message> messages(Query query, String sources) {
        return List.of(
                new Message(Message.Role.SYSTEM, RULES),
                new Message(
                        Message.Role.USER, "Sources:\n\n" + sources + "Question: " + query.text() + "\n\n" + REPLY));
    }

    /** Two more per message, for a token at each seam where the sources go in. */
    private int count(List<Message> messages) {
        return messages.stream()
                .mapToInt(message -> model.tokenizer().count(message.text()) + 2)
                .sum();
    }

    private static String shown(ContextPiece piece) {
        return "[" + piece.number() + "]\n" + piece.text() + "\n\n";
    }
}
