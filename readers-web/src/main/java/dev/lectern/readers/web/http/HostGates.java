package dev.lectern.readers.web.http;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;

/** Lets requests through: so many at a time overall, and each host as its {@link HostGate} says; safe for concurrent use. */
final class HostGates {

    /** A crawl seldom knows more hosts; beyond that those that nobody waits for are forgotten. */
    private static final int MANY = 1_000;

    /** A gate and how many requests wait at it or are through; the count changes only within an operation of the map. */
    private static final class Host {
        final HostGate gate;
        int requests;

        Host(HostGate gate) {
            this.gate = gate;
        }
    }

    private final ConcurrentMap<String, Host> hosts = new ConcurrentHashMap<>();
    private final Semaphore overall;
    private final int perHost;
    private final Waits waits;

    HostGates(int overall, int perHost, Waits waits) {
        this.overall = new Semaphore(overall, true);
        this.perHost = perHost;
        this.waits = waits;
    }

    /**
     * Waits for a turn; whoever gets one runs the result, once, when the request is over.
     *
     * @param delay the least time between the starts of two requests to this host
     */
    Runnable enter(URI uri, Duration delay) throws InterruptedException {
        String name = uri.getRawAuthority();
        forgetIdle();
        Host host = count(name, 1);
        try {
            host.gate.enter(delay);
        } catch (InterruptedException e) {
            count(name, -1);
            throw e;
        }
        try {
            // Last, so that a host that makes others wait takes nothing away from the rest.
            overall.acquire();
        } catch (InterruptedException e) {
            host.gate.leave();
            count(name, -1);
            throw e;
        }
        return () -> {
            overall.release();
            host.gate.leave();
            count(name, -1);
        };
    }

    /** Keeps all requests to a host back for a time. */
    void hold(URI uri, Duration time) {
        count(uri.getRawAuthority(), 0).gate.hold(time);
    }

    private Host count(String name, int change) {
        return hosts.compute(name, (key, known) -> {
            Host host = known == null ? new Host(new HostGate(perHost, waits)) : known;
            host.requests += change;
            return host;
        });
    }

    private void forgetIdle() {
        if (hosts.size() > MANY) {
            hosts.keySet()
                    .forEach(name -> hosts.computeIfPresent(
                            name, (key, host) -> host.requests == 0 && host.gate.isFree() ? null : host));
        }
    }
}
