package dev.lectern.model;

import dev.lectern.document.Span;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.embed.Tokenizer;
import dev.lectern.embed.WordTokenizer;
import dev.lectern.split.Sentences;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Answers a question by quoting the sentences of the sources that answer it best, word for word, offline.
 *
 * <pre>{@code
 * LanguageModel model = ExtractiveModel.create();
 * Completion completion = model.complete(prompt);
 * completion.text(); // The tide turns twice a day. [1]
 * }</pre>
 *
 * <p>It looks at the question, the sources and the existing answer of a prompt, not at its messages. A quote is the text of the document
 * at {@link Quote#documentSpan()}, with each run of white space shown as one space. The number of the source follows each run of
 * neighbouring sentences; sources come best first, their sentences in document order. An answer has at most four sentences, fewer
 * where one stands out, and no sentence is cut: what does not fit into {@link Prompt#maxOutputTokens()} is left out, and the finish
 * reason is {@link FinishReason#LENGTH}. Where nothing fits the question the text is {@link #NO_ANSWER_TEXT} and the finish reason
 * {@link FinishReason#NO_ANSWER}.
 *
 * <p>An existing answer is kept as it is, and sentences that are new and not much weaker follow it, with quotes for these alone.
 *
 * <p>It is not for questions whose answer has to be worked out, nor for summaries. The same prompt always gives the same answer.
 * Thread-safety: safe for concurrent use until closed.
 */
public final class ExtractiveModel implements LanguageModel {

    /** What it says when the sources hold no answer. */
    public static final String NO_ANSWER_TEXT = "The sources say nothing about this.";

    /** There is no window; the limits keep the work on one prompt small. */
    private static final ModelLimits LIMITS = new ModelLimits(32_768, 512);

    private static final Tokenizer TOKENIZER = WordTokenizer.create();

    private final @Nullable EmbeddingModel embeddings;
    private final AtomicBoolean closed = new AtomicBoolean();

    private ExtractiveModel(@Nullable EmbeddingModel embeddings) {
        this.embeddings = embeddings;
    }

    /** Makes a model that goes by words alone. */
    public static ExtractiveModel create() {
        return new ExtractiveModel(null);
    }

    /**
     * Makes a model that goes by words and by meaning.
     *
     * @param embeddings embeds the question and up to 64 sentences per prompt; stays the caller's to close
     */
    public static ExtractiveModel withEmbeddings(EmbeddingModel embeddings) {
        return new ExtractiveModel(Objects.requireNonNull(embeddings, "embeddings"));
    }

    @Override
    public String name() {
        return "extractive";
    }

    /** Returns false: it looks at the question and the sources only. */
    @Override
    public boolean followsInstructions() {
        return false;
    }

    /** Returns the questions that a text asks, by its own rule: two that are joined by "and" and do not hang together, else the text. */
    public static List<String> questions(String text) {
        return Question.parts(text);
    }

    @Override
    public ModelLimits limits() {
        return LIMITS;
    }

    @Override
    public Set<ModelCapability> capabilities() {
        return Set.of(ModelCapability.SAYS_NO_ANSWER);
    }

    @Override
    public Tokenizer tokenizer() {
        return TOKENIZER;
    }

    @Override
    public Completion complete(Prompt prompt) {
        return stream(prompt, piece -> {});
    }

    /** Completes a prompt sentence by sentence; each piece is a sentence with what stands around it. */
    @Override
    public Completion stream(Prompt prompt, CompletionSink sink) {
        Objects.requireNonNull(sink, "sink");
        Objects.requireNonNull(prompt, "prompt");
        if (closed.get()) {
            throw new IllegalStateException("model must be open, got: closed");
        }
        List<SourceSentence> sentences = Passages.sentences(prompt.context());
        String existing = existing(prompt);
        AnswerText answer = new AnswerText(existing, prompt.maxOutputTokens(), TOKENIZER);
        List<SourceSentence> chosen = new ArrayList<>();
        for (int index : choose(prompt.query(), sentences, sentencesOf(existing))) {
            SourceSentence sentence = sentences.get(index);
            if (!existing.contains(sentence.text())) {
                answer.reserve(sentence, chosen);
            }
        }
        inReadingOrder(chosen).forEach(answer::add);
        return answer.complete(TOKENIZER.count(prompt.text()), sink);
    }

    /** Of a question of two each half is answered for itself, with half the sentences. */
    private Set<Integer> choose(String query, List<SourceSentence> sentences, List<String> already) {
        List<String> parts = Question.parts(query);
        int most = Math.max(1, AnswerChoice.MOST / parts.size());
        Set<Integer> chosen = new LinkedHashSet<>();
        for (String part : parts) {
            SentenceEvidence evidence = SentenceEvidence.of(part, sentences, embeddings);
            chosen.addAll(new AnswerChoice(sentences, evidence, most).choose(already));
        }
        return chosen;
    }

    private static List<String> sentencesOf(String answer) {
        return Sentences.of(answer, Locale.ROOT).stream()
                .map(span -> span.of(answer))
                .toList();
    }

    private static String existing(Prompt prompt) {
        String existing = prompt.existingAnswer();
        return existing == null || existing.isBlank() || existing.strip().equals(NO_ANSWER_TEXT) ? "" : existing;
    }

    /** Documents in the order in which their best sentences were chosen, sentences in document order. */
    private static List<List<SourceSentence>> inReadingOrder(List<SourceSentence> chosen) {
        Map<String, List<SourceSentence>> byDocument = new LinkedHashMap<>();
        chosen.forEach(sentence -> byDocument
                .computeIfAbsent(sentence.documentId(), id -> new ArrayList<>())
                .add(sentence));
        byDocument.values().forEach(part -> part.sort(Comparator.comparing(SourceSentence::span, Span::compareTo)));
        return List.copyOf(byDocument.values());
    }

    /** Closes this model; the embedding model stays open. */
    @Override
    public void close() {
        closed.set(true);
    }
}
