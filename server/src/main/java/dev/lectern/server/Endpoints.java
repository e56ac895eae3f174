package dev.lectern.server;

import dev.lectern.server.api.ChunkText;
import dev.lectern.server.api.DeleteOperation;
import dev.lectern.server.api.DocumentWriter;
import dev.lectern.server.api.Endpoint;
import dev.lectern.server.api.Endpoint.Body;
import dev.lectern.server.api.QueryOperation;
import dev.lectern.server.api.Right;
import dev.lectern.server.api.UpsertOperation;
import dev.lectern.server.wire.Limits;
import dev.lectern.spi.Settings;
import java.util.ArrayList;
import java.util.List;

/** The table of endpoints: what there is, who may, and what it does. Stateless. */
final class Endpoints {

    private Endpoints() {}

    static List<Endpoint> of(Settings settings, Parts parts) {
        Limits limits = limits(settings);
        DocumentWriter writer = new DocumentWriter(parts.backend(), limits);
        boolean strict = settings.get(ServerOptions.STRICT);
        ChunkText chunkText = settings.get(ServerOptions.CHUNKING) == Chunking.COMPATIBLE
                ? ChunkText.WITHOUT_LINE_BREAKS
                : ChunkText.AS_IT_IS;
        UpsertOperation upsert = new UpsertOperation(writer, limits);
        QueryOperation query = new QueryOperation(parts.backend(), limits, chunkText, strict);
        DeleteOperation delete = new DeleteOperation(parts.backend(), writer, limits);

        List<Endpoint> all = new ArrayList<>();
        all.add(new Endpoint("POST", "/upsert", Right.WRITE, Body.JSON, upsert));
        all.add(new Endpoint("POST", "/query", Right.READ, Body.JSON, query));
        all.add(new Endpoint("POST", "/sub/query", Right.READ, Body.JSON, query));
        all.add(new Endpoint("DELETE", "/delete", Right.DELETE, Body.JSON, delete));
        all.add(new Endpoint("POST", "/delete", Right.DELETE, Body.JSON, delete));
        return all;
    }

    static Limits limits(Settings settings) {
        return new Limits(
                settings.get(ServerOptions.MAX_BODY),
                settings.get(ServerOptions.MAX_UPLOAD),
                settings.get(ServerOptions.MAX_DOCUMENTS),
                settings.get(ServerOptions.MAX_TEXT),
                settings.get(ServerOptions.MAX_QUERIES),
                settings.get(ServerOptions.MAX_TOP_K),
                settings.get(ServerOptions.MAX_CHUNKS));
    }
}
