package dev.lectern.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.embed.EmbedException;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.failure.FailurePolicy;
import dev.lectern.failure.LecternException;
import dev.lectern.reader.DocumentSink;
import dev.lectern.reader.ReadException;
import dev.lectern.reader.ReadFailure;
import dev.lectern.reader.ReadSkip;
import dev.lectern.reader.ReadSkip.Unread;
import dev.lectern.reader.Reader;
import dev.lectern.split.SentenceSplitter;
import dev.lectern.split.SplitException;
import dev.lectern.split.Splitter;
import dev.lectern.store.Capability;
import dev.lectern.store.InMemoryStore;
import dev.lectern.store.Store;
import dev.lectern.store.StoreException;
import dev.lectern.store.StoredDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of documents; {@link IngestFlowTest} has what happens between the threads. */
@Timeout(60) // a deadlock shall fail, not hang
class IngestPipelineTest {

    private static final Splitter SPLITTER = SentenceSplitter.byTokens(new WatchedModel().tokenizer(), 6, 0);

    private final RecordingListener listener = new RecordingListener();

    @AfterEach
    void threads_afterEachRun_areGone() throws InterruptedException {
        Threads.assertNoneLeft();
    }

    @Test
    void run_newDocuments_areAddedInReadingOrder() {
        Store store = InMemoryStore.create();

        IngestReport report =
                pipeline(store, new WatchedModel()).run(List.of(doc("b", "Tide."), doc("a", "Wall. Harbour wall.")));

        assertThat(listener.lines()).containsExactly("ADDED b 1", "ADDED a 1");
        assertThat(report.added()).isEqualTo(2);
        assertThat(report.nodes()).isEqualTo(2);
        assertThat(report.toString()).startsWith("added 2, updated 0, unchanged 0, removed 0, failed 0 (2 nodes in ");
        assertThat(store.documentCount()).isEqualTo(2);
    }

    @Test
    void run_sameAgain_isUnchangedAndEmbedsNothing() {
        Store store = InMemoryStore.create();
        WatchedModel model = new WatchedModel();
        List<Document> documents = List.of(doc("a", "Tide."), doc("b", "Wall."));
        pipeline(store, model).run(documents);

        IngestReport report = pipeline(store, model).run(documents);

        assertThat(report.unchanged()).isEqualTo(2);
        assertThat(report.added() + report.updated() + report.nodes()).isZero();
        assertThat(model.texts).hasValue(2);
    }

    @Test
    void run_changedText_isUpdatedAndEmbedsOnlyThat() {
        Store store = InMemoryStore.create();
        WatchedModel model = new WatchedModel();
        pipeline(store, model).run(List.of(doc("a", "Tide."), doc("b", "Wall.")));

        pipeline(store, model).run(List.of(doc("a", "Tide."), doc("b", "Other wall.")));

        assertThat(listener.lines()).endsWith("UNCHANGED a 0", "UPDATED b 1");
        assertThat(store.nodes("b")).extracting(node -> node.text()).containsExactly("Other wall.");
        assertThat(model.texts).hasValue(3);
    }

    @Test
    void run_otherSplitter_updatesEverything() {
        Store store = InMemoryStore.create();
        List<Document> documents = List.of(doc("a", "One two three. Four five six. Seven."));
        pipeline(store, new WatchedModel()).run(documents);
        Splitter other = SentenceSplitter.byTokens(new WatchedModel().tokenizer(), 12, 0);

        IngestReport report =
                IngestPipeline.builder(store, other, new WatchedModel()).build().run(documents);

        assertThat(report.updated()).isEqualTo(1);
    }

    @Test
    void run_documentWithoutVisibleText_isStoredAndUnchangedLater() {
        Store store = InMemoryStore.create();
        List<Document> documents = List.of(doc("blank", " \n"));

        pipeline(store, new WatchedModel()).run(documents);
        pipeline(store, new WatchedModel()).run(documents);

        assertThat(listener.lines()).containsExactly("ADDED blank 0", "UNCHANGED blank 0");
        assertThat(store.documentCount()).isEqualTo(1);
    }

    @Test
    void run_noDocument_reportsNothing() {
        IngestReport report =
                pipeline(InMemoryStore.create(), new WatchedModel()).run(List.of());

        assertThat(report.added()).isZero();
        assertThat(listener.outcomes).isEmpty();
    }

    @Test
    void run_failFastModelFailure_storesAllBeforeAndNothingAfter() {
        Store store = InMemoryStore.create();
        EmbedException failure = new EmbedException("watched", "Could not embed a text: it is torn.", null);
        WatchedModel model = failingFor("torn", failure);

        assertThatThrownBy(() -> pipeline(store, model).run(mixed())).isSameAs(failure);

        assertThat(ids(store)).containsExactly("a", "b");
        assertThat(listener.lines()).containsExactly("ADDED a 1", "ADDED b 1", "FAILED c 0");
    }

    @Test
    void run_collectModelFailure_goesOnAndNamesIt() {
        Store store = InMemoryStore.create();
        EmbedException failure = new EmbedException("watched", "Could not embed a text: it is torn.", null);

        IngestReport report =
                collecting(store, failingFor("torn", failure)).build().run(mixed());

        assertThat(ids(store)).containsExactly("a", "b", "d", "e");
        assertThat(listener.lines()).containsExactly("ADDED a 1", "ADDED b 1", "FAILED c 0", "ADDED d 1", "ADDED e 1");
        assertThat(report.failures()).singleElement().satisfies(outcome -> {
            assertThat(outcome.subject()).isEqualTo("c");
            assertThat(outcome.cause()).isSameAs(failure);
        });
    }

    @Test
    void run_modelFailsOnNewVersion_leavesTheOldOneWhole() {
        Store store = InMemoryStore.create();
        pipeline(store, new WatchedModel()).run(List.of(doc("c", "Whole.")));
        WatchedModel model = failingFor("torn", new EmbedException("watched", "Could not embed a text.", null));

        IngestReport report = collecting(store, model)
                .build()
                .run(List.of(doc("c", "One two three four. Five six seven. Half is torn. Eight nine.")));

        assertThat(report.failures()).hasSize(1);
        assertThat(store.nodes("c")).extracting(node -> node.text()).containsExactly("Whole.");
    }

    @Test
    void run_rerunAfterFailure_goesOnFromThere() {
        Store store = InMemoryStore.create();
        WatchedModel broken = failingFor("torn", new EmbedException("watched", "Could not embed a text.", null));
        collecting(store, broken).build().run(mixed());

        IngestReport report = pipeline(store, new WatchedModel()).run(mixed());

        assertThat(report.unchanged()).isEqualTo(4);
        assertThat(report.added()).isEqualTo(1);
    }

    @Test
    void run_modelThrowsError_endsWithIt() {
        Store store = InMemoryStore.create();
        AssertionError error = new AssertionError("native library gone");
        WatchedModel model = new WatchedModel(texts -> {
            if (texts.toString().contains("torn")) {
                throw error;
            }
        });

        assertThatThrownBy(() -> collecting(store, model).build().run(mixed())).isSameAs(error);

        assertThat(ids(store)).doesNotContain("c", "d", "e");
    }

    @Test
    void run_collectSplitterFailure_namesTheDocument() {
        Store store = InMemoryStore.create();
        Splitter splitter = SentenceSplitter.byChars(1, 0);

        IngestReport report = IngestPipeline.builder(store, splitter, new WatchedModel())
                .failurePolicy(FailurePolicy.COLLECT)
                .listener(listener)
                .build()
                .run(List.of(doc("wave", "\uD83C\uDF0A"), doc("a", "x")));

        assertThat(report.failures()).singleElement().satisfies(outcome -> {
            assertThat(outcome.subject()).isEqualTo("wave");
            assertThat(outcome.cause()).isInstanceOf(SplitException.class);
        });
        assertThat(listener.lines()).containsExactly("FAILED wave 0", "ADDED a 1");
    }

    @Test
    void run_collectUnreadableItem_isNamedInItsPlace() {
        Store store = InMemoryStore.create();

        IngestReport report = collecting(store, new WatchedModel()).build().run(torn(), "shelf");

        assertThat(listener.lines()).containsExactly("ADDED a 1", "FAILED torn.txt 0", "ADDED z 1");
        assertThat(report.failures().get(0).cause())
                .isInstanceOf(ReadException.class)
                .hasMessage("Could not read torn.txt: half of it is missing");
    }

    @Test
    void run_failFastUnreadableItem_isThrown() {
        Store store = InMemoryStore.create();

        assertThatThrownBy(() -> pipeline(store, new WatchedModel()).run(torn(), "shelf"))
                .isInstanceOf(ReadException.class)
                .hasMessage("Could not read torn.txt: half of it is missing");
        assertThat(ids(store)).containsExactly("a");
    }

    @Test
    void run_sourceThatCannotBeRead_passesTheReadersException() {
        ReadException failure = new ReadException("shelf", "Could not read shelf: it is not there.", null);
        Reader reader = (source, sink) -> {
            throw failure;
        };

        assertThatThrownBy(() ->
                        pipeline(InMemoryStore.create(), new WatchedModel()).run(reader, "shelf"))
                .isSameAs(failure);
    }

    @Test
    void run_collectStoreFailureInBatch_storesTheOthers() {
        List<Integer> batches = new ArrayList<>();
        StoreException failure = new StoreException("c", "Could not store c: it is torn.", null);
        WatchedStore store = refusing("c", failure, batches);

        IngestReport report = inOneBatch(store, FailurePolicy.COLLECT);

        assertThat(batches).containsExactly(5, 1, 1, 1, 1, 1);
        assertThat(ids(store)).containsExactly("a", "b", "d", "e");
        assertThat(report.failures())
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.cause()).isSameAs(failure));
        assertThat(listener.lines()).containsExactly("ADDED a 1", "ADDED b 1", "FAILED c 0", "ADDED d 1", "ADDED e 1");
    }

    @Test
    void run_failFastStoreFailureInBatch_storesAllBeforeAndNothingAfter() {
        StoreException failure = new StoreException("c", "Could not store c: it is torn.", null);
        WatchedStore store = refusing("c", failure, new ArrayList<>());

        assertThatThrownBy(() -> inOneBatch(store, FailurePolicy.FAIL_FAST)).isSameAs(failure);

        assertThat(ids(store)).containsExactly("a", "b");
        assertThat(listener.lines()).containsExactly("ADDED a 1", "ADDED b 1", "FAILED c 0");
    }

    @Test
    void run_storeFailureOfSingleDocument_isNotTriedTwice() {
        List<Integer> batches = new ArrayList<>();
        WatchedStore store = refusing("c", new StoreException("c", "Could not store c.", null), batches);

        IngestReport report = collecting(store, new WatchedModel()).build().run(List.of(doc("c", "Tide.")));

        assertThat(report.failures()).hasSize(1);
        assertThat(batches).containsExactly(1);
    }

    @Test
    void run_anyParallelism_givesTheSame() {
        long seed = Long.getLong("lectern.seed", 20_261_124L);
        List<Document> documents = randomDocuments(new Random(seed), 60);

        List<Object> alone = storedWith(1, documents);

        assertThat(storedWith(8, documents)).as("seed %d", seed).isEqualTo(alone);
    }

    @Test
    void sync_documentGone_isRemovedIfItIsOurs() {
        Store store = InMemoryStore.create();
        pipeline(store, new WatchedModel())
                .run(List.of(doc("mine-1", "Tide."), doc("mine-2", "Wall."), doc("yours-1", "Bread.")));

        IngestReport report = pipeline(store, new WatchedModel())
                .sync(reader(doc("mine-2", "Wall.")), "mine", IngestPipelineTest::isMine);

        assertThat(report.removed()).isEqualTo(1);
        assertThat(ids(store)).containsExactly("mine-2", "yours-1");
        assertThat(listener.lines()).endsWith("UNCHANGED mine-2 0", "REMOVED mine-1 0");
    }

    @Test
    void sync_moreThanOnePageOfDocuments_removesAllOfThem() {
        Store store = InMemoryStore.create();
        List<Document> many = new ArrayList<>();
        for (int i = 0; i < 2500; i++) {
            many.add(doc("mine-" + i, "Tide " + i + "."));
        }
        pipeline(store, new WatchedModel()).run(many);

        IngestReport report = pipeline(store, new WatchedModel())
                .sync(reader(many.subList(0, 10).toArray(Document[]::new)), "mine", IngestPipelineTest::isMine);

        assertThat(report.removed()).isEqualTo(2490);
        assertThat(store.documentCount()).isEqualTo(10);
    }

    @Test
    void sync_itemUnread_removesNothing() {
        Store store = InMemoryStore.create();
        pipeline(store, new WatchedModel()).run(List.of(doc("mine-1", "Tide.")));

        IngestReport report = IngestPipeline.builder(store, SPLITTER, new WatchedModel())
                .failurePolicy(FailurePolicy.COLLECT)
                .build()
                .sync(torn(), "shelf", document -> true);

        assertThat(report.removed()).isZero();
        assertThat(ids(store)).containsExactly("a", "mine-1", "z");
    }

    @Test
    void sync_itemKnownToBeGone_doesNotHinderTheRest() {
        Store store = InMemoryStore.create();
        pipeline(store, new WatchedModel()).run(List.of(doc("gone", "Tide."), doc("vanished", "Wall.")));

        IngestReport report = IngestPipeline.builder(store, SPLITTER, new WatchedModel())
                .failurePolicy(FailurePolicy.COLLECT)
                .build()
                .sync((source, sink) -> sink.failure(gone("gone")), "shelf", document -> true);

        assertThat(report.removed()).isEqualTo(2);
        assertThat(report.failures()).extracting(DocumentOutcome::subject).containsExactly("gone");
    }

    private static ReadFailure gone(String source) {
        return new ReadFailure(source, "it is gone", new ReadException(source, "it is gone", null) {
            private static final long serialVersionUID = 1L;

            @Override
            public boolean isGone() {
                return true;
            }
        });
    }

    @Test
    void sync_whatARuleLeftOut_staysByAnyOfItsNames() {
        Store store = InMemoryStore.create();
        Metadata found = Metadata.builder()
                .set(MetadataKeys.URL, "u")
                .set(MetadataKeys.REQUESTED_URL, "r")
                .build();
        pipeline(store, new WatchedModel())
                .run(List.of(
                        doc("a", "Tide."),
                        doc("b", "Wall."),
                        Document.of("c", "Sand.", found),
                        Document.of("d", "Kelp.", found)));

        IngestReport report = sync(
                store,
                new ReadSkip("a", "a rule", Unread.ITEM),
                new ReadSkip("b", "a rule", Unread.NOTHING),
                new ReadSkip("r", "a rule", Unread.ITEM));

        assertThat(ids(store)).containsExactly("a", "c", "d");
        assertThat(report.removed()).isEqualTo(1);
        assertThat(report.skips()).extracting(ReadSkip::source).containsExactly("a", "b", "r");
        assertThat(report.toString()).contains("failed 0, skipped 3 (");
    }

    @Test
    void sync_storedItemLeftOutWithWhatItLeadsTo_removesNothing() {
        Store store = InMemoryStore.create();
        pipeline(store, new WatchedModel())
                .run(List.of(doc("a", "Tide."), doc("behind-b", "Wall."), doc("b", "Sand.")));

        sync(store, new ReadSkip("never-stored", "a rule", Unread.ITEM_AND_BEYOND));
        assertThat(ids(store)).isEmpty();

        pipeline(store, new WatchedModel())
                .run(List.of(doc("a", "Tide."), doc("behind-b", "Wall."), doc("b", "Sand.")));
        IngestReport report = sync(store, new ReadSkip("b", "a rule", Unread.ITEM_AND_BEYOND));

        assertThat(report.removed()).isZero();
        assertThat(ids(store)).containsExactly("a", "b", "behind-b");
    }

    private IngestReport sync(Store store, ReadSkip... skips) {
        return pipeline(store, new WatchedModel())
                .sync((source, sink) -> List.of(skips).forEach(sink::skipped), "shelf", document -> true);
    }

    @Test
    void sync_documentThatFailed_stays() {
        Store store = InMemoryStore.create();
        pipeline(store, new WatchedModel()).run(List.of(doc("mine-1", "Whole.")));
        WatchedModel model = failingFor("torn", new EmbedException("watched", "Could not embed a text.", null));

        IngestReport report = IngestPipeline.builder(store, SPLITTER, model)
                .failurePolicy(FailurePolicy.COLLECT)
                .build()
                .sync(reader(doc("mine-1", "Half is torn.")), "mine", document -> true);

        assertThat(report.removed()).isZero();
        assertThat(ids(store)).containsExactly("mine-1");
    }

    @Test
    void sync_storeWithoutListing_isRefusedBeforeTheRun() {
        Store store = new WatchedStore(batch -> {}, Set.of(Capability.VECTOR_SEARCH));

        assertThatThrownBy(() -> pipeline(store, new WatchedModel()).sync(torn(), "shelf", document -> true))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("Could not sync shelf: the store lacks LISTING; it has [VECTOR_SEARCH]");
    }

    @Test
    void run_storeThatEmbeds_getsWholeDocuments() {
        List<String> given = new ArrayList<>();
        Store store = new WatchedStore(
                batch -> batch.forEach(
                        ready -> given.add(ready.document().id() + ready.nodes().size())),
                Set.of(Capability.OWN_EMBEDDING));
        IngestPipeline pipeline =
                IngestPipeline.builder(store).listener(listener).build();

        pipeline.run(List.of(doc("a", "Tide.")));
        pipeline.run(List.of(doc("a", "Tide.")));

        assertThat(given).containsExactly("a0");
        assertThat(listener.lines()).containsExactly("ADDED a 0", "UNCHANGED a 0");
    }

    @Test
    void builder_storeOfTheOtherKind_isRefused() {
        Store embeds = new WatchedStore(batch -> {}, Set.of(Capability.OWN_EMBEDDING));
        Store takes = new WatchedStore(batch -> {}, Set.of(Capability.VECTOR_SEARCH));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> IngestPipeline.builder(embeds, SPLITTER, new WatchedModel()))
                .withMessage("store must take embedded nodes, got: one that embeds by itself;"
                        + " use IngestPipeline.builder(store)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IngestPipeline.builder(takes))
                .withMessage("store must embed by itself, got: one that has [VECTOR_SEARCH];"
                        + " give a splitter and an embedding model");
    }

    @Test
    void parallelism_belowOne_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        collecting(InMemoryStore.create(), new WatchedModel()).parallelism(0))
                .withMessage("parallelism must be 1 or more threads, got: 0");
    }

    @Test
    void run_null_isRefused() {
        IngestPipeline pipeline = pipeline(InMemoryStore.create(), new WatchedModel());

        assertThatNullPointerException()
                .isThrownBy(() -> pipeline.run(null, "shelf"))
                .withMessage("reader");
        assertThatNullPointerException()
                .isThrownBy(() -> pipeline.run(torn(), null))
                .withMessage("source");
    }

    @Test
    void outcome_causeThatDoesNotFit_isRefused() {
        LecternException cause = new ReadException("a", "Could not read a.", null);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DocumentOutcome("a", DocumentOutcome.Kind.FAILED, 0, null))
                .withMessage("cause must be given for FAILED and for nothing else, got: FAILED without cause");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DocumentOutcome("a", DocumentOutcome.Kind.ADDED, 0, cause))
                .withMessage("cause must be given for FAILED and for nothing else, got: ADDED with cause");
    }

    private IngestPipeline pipeline(Store store, EmbeddingModel model) {
        return IngestPipeline.builder(store, SPLITTER, model).listener(listener).build();
    }

    private IngestPipeline.Builder collecting(Store store, EmbeddingModel model) {
        return IngestPipeline.builder(store, SPLITTER, model)
                .failurePolicy(FailurePolicy.COLLECT)
                .listener(listener);
    }

    private static boolean isMine(StoredDocument document) {
        return document.id().startsWith("mine-");
    }

    private static Reader reader(Document... documents) {
        return (source, sink) -> List.of(documents).forEach(sink::document);
    }

    /** Holds the first embedding back until all is read, so that the writer finds everything at once. */
    private IngestReport inOneBatch(Store store, FailurePolicy policy) {
        CountDownLatch read = new CountDownLatch(1);
        WatchedModel model = new WatchedModel(texts -> Threads.await(read));
        return IngestPipeline.builder(store, SPLITTER, model)
                .failurePolicy(policy)
                .listener(listener)
                .build()
                .run(
                        (source, sink) -> {
                            mixed().forEach(sink::document);
                            read.countDown();
                        },
                        "shelf");
    }

    private List<Object> storedWith(int parallelism, List<Document> documents) {
        Store store = InMemoryStore.create();
        RecordingListener own = new RecordingListener();
        IngestPipeline.builder(store, SPLITTER, new WatchedModel())
                .parallelism(parallelism)
                .listener(own)
                .build()
                .run(documents);
        List<Object> all = new ArrayList<>(own.lines());
        all.addAll(store.documents(null, 1000));
        documents.forEach(document -> all.addAll(store.nodes(document.id())));
        return all;
    }

    private static List<Document> randomDocuments(Random random, int count) {
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            documents.add(doc("doc-" + i, "The tide turns again. ".repeat(random.nextInt(80))));
        }
        return documents;
    }

    private static WatchedStore refusing(String id, StoreException failure, List<Integer> batches) {
        return new WatchedStore(batch -> {
            batches.add(batch.size());
            if (batch.stream().anyMatch(ready -> ready.document().id().equals(id))) {
                throw failure;
            }
        });
    }

    private static WatchedModel failingFor(String word, EmbedException failure) {
        Consumer<List<String>> before = texts -> {
            if (texts.toString().contains(word)) {
                throw failure;
            }
        };
        return new WatchedModel(before);
    }

    private static List<Document> mixed() {
        return List.of(
                doc("a", "Tide."), doc("b", "Wall."), doc("c", "Half is torn."), doc("d", "Gull."), doc("e", "Sand."));
    }

    private static Reader torn() {
        return (String source, DocumentSink sink) -> {
            sink.document(doc("a", "Tide."));
            sink.failure(new ReadFailure("torn.txt", "half of it is missing", null));
            sink.document(doc("z", "Wall."));
        };
    }

    private static List<String> ids(Store store) {
        return store instanceof WatchedStore watched
                ? ids(watched.inner)
                : store.documents(null, 1000).stream().map(StoredDocument::id).toList();
    }

    private static Document doc(String id, String text) {
        return Document.of(id, text);
    }
}
