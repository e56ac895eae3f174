package dev.lectern.readers.web;

import dev.lectern.readers.web.http.WebClientOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A small site on loopback: pages that lead to each other, robots.txt, a sitemap, feeds, a dead link. */
final class Shore implements AutoCloseable {

    final PageServer server = new PageServer();

    /** Paths and queries of the pages that were asked for. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    /** Paths of pages that are no more. */
    final List<String> gone = new CopyOnWriteArrayList<>();

    Shore() {
        page(
                "/",
                "Home",
                "<a href=/tides>t</a> <a href=moon#x>m</a> <a href=/dead>d</a> <a href=/private/x>p</a>"
                        + "<a href=https://elsewhere.example/>e</a> <a href=mailto:a@b.c>mail</a>");
        page(
                "/tides",
                "Tides",
                "<a href=/moon>m</a> <a href=/tides?print=1>print</a> <a rel=nofollow href=/ads>ad</a>");
        page("/moon", "Moon", "<a href=/deep/1>deep</a>");
        page("/private/x", "Private", "");
        page("/ads", "Ads", "");
        page("/deep/1", "Deep one", "<a href=2>2</a>");
        page("/deep/2", "Deep two", "");
        page("/listed", "Listed", "");
        server.serve("/dead", exchange -> exchange.sendResponseHeaders(404, -1));
        server.serve(
                "/robots.txt",
                "text/plain",
                "User-agent: *\nDisallow: /private/\nSitemap: " + server.address("/sitemap.xml"));
        server.serve("/sitemap.xml", "application/xml", sitemap("/", "/tides", "/listed", "/dead"));
        server.serve("/feed.xml", "application/rss+xml", feed());
    }

    void page(String path, String title, String links) {
        byte[] body = html(path, title, links).getBytes(StandardCharsets.UTF_8);
        server.serve(path, exchange -> {
            asked.add(exchange.getRequestURI().toString());
            boolean here = exchange.getRequestURI().getPath().equals(path) && !gone.contains(path);
            PageServer.send(exchange, here ? 200 : 404, "text/html", here ? body : new byte[0]);
        });
    }

    /** A page with a canonical address: that of its path, whatever its query. */
    private static String html(String path, String title, String links) {
        return "<title>" + title + "</title><link rel=canonical href=" + path
                + "><link rel=alternate type=application/rss+xml href=/feed.xml>"
                + "<p>This page of the shore speaks of " + title + ".</p><nav>" + links + "</nav>";
    }

    String sitemap(String... paths) {
        StringBuilder xml = new StringBuilder("<urlset>");
        for (String path : paths) {
            xml.append("<url><loc>").append(server.address(path)).append("</loc></url>");
        }
        return xml + "</urlset>";
    }

    /** Serves a sitemap of paths, each followed by a blank and the day of its last change if it has one. */
    void serveList(String path, String... pages) {
        StringBuilder xml = new StringBuilder("<urlset>");
        for (String page : pages) {
            String[] parts = page.split(" ", 2);
            xml.append("<url><loc>").append(server.address(parts[0])).append("</loc>");
            xml.append(parts.length > 1 ? "<lastmod>" + parts[1] + "</lastmod>" : "")
                    .append("</url>");
        }
        server.serve(path, "application/xml", xml + "</urlset>");
    }

    private String feed() {
        return "<rss version='2.0'><channel><title>Shore</title><link>x</link><description>d</description>"
                + "<item><title>Tides</title><link>" + server.address("/tides")
                + "</link><description>&lt;p>News of the &lt;b>tide&lt;/b>.&lt;/p></description></item>"
                + "<item><title>Gone</title><link>" + server.address("/dead") + "</link></item>"
                + "<item><guid isPermaLink='false'>n1</guid><description>A note.</description></item>"
                + "<item><guid isPermaLink='false'>n2</guid></item></channel></rss>";
    }

    String address(String path) {
        return server.address(path);
    }

    static void local(WebClientOptions.Builder http) {
        http.allowPrivateAddresses(true).maxRetries(0);
    }

    @Override
    public void close() {
        server.close();
    }
}
