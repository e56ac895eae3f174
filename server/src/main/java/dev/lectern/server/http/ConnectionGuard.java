package dev.lectern.server.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.Graceful;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections that have not brought a whole request head for too long, even if a byte comes now and then.
 *
 * <p>The idle time limit of the connection alone starts anew with each byte, which lets a client keep it for hours. Thread-safe.
 */
final class ConnectionGuard extends Handler.Wrapper implements Connection.Listener, Graceful {

    /** While the server stops, a connection on which nothing is under way needs no more. */
    private static final Duration PATIENCE_AT_STOP = Duration.ofMillis(100);

    private final Duration patience;
    private final Map<Connection, Quiet> quiet = new ConcurrentHashMap<>();
    private volatile boolean stopping;
    private final Scheduler scheduler = new ScheduledExecutorScheduler("lectern-guard", true);

    /** Since when nothing is under way on a connection, and how much is. */
    private static final class Quiet {
        private int requests;
        private long since = System.nanoTime();

        synchronized void begin() {
            requests++;
        }

        synchronized void end() {
            requests--;
            since = System.nanoTime();
        }

        synchronized boolean longerThan(Duration patience) {
            return requests == 0 && System.nanoTime() - since > patience.toNanos();
        }
    }

    ConnectionGuard(Duration patience, Handler handler) {
        super(handler);
        this.patience = patience;
        addBean(scheduler);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        sweepLater();
    }

    /** Lets go of connections on which nothing is under way; those at work keep their time. */
    @Override
    public CompletableFuture<Void> shutdown() {
        stopping = true;
        sweep();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public boolean isShutdown() {
        return stopping;
    }

    private Duration patience() {
        return stopping ? PATIENCE_AT_STOP : patience;
    }

    private void sweepLater() {
        scheduler.schedule(this::sweep, Math.max(50, patience().toMillis() / 4), TimeUnit.MILLISECONDS);
    }

    private void sweep() {
        quiet.forEach((connection, state) -> {
            if (state.longerThan(patience())) {
                connection.getEndPoint().close();
            }
        });
        if (isRunning()) {
            sweepLater();
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Quiet state = quiet.get(request.getConnectionMetaData().getConnection());
        if (state != null) {
            state.begin();
            Request.addCompletionListener(request, failure -> state.end());
        }
        return super.handle(request, response, callback);
    }

    /** What is below TLS never sees a request. */
    @Override
    public void onOpened(Connection connection) {
        if (!(connection instanceof SslConnection)) {
            quiet.put(connection, new Quiet());
        }
    }

    @Override
    public void onClosed(Connection connection) {
        quiet.remove(connection);
    }
}
