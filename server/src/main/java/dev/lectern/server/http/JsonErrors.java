package dev.lectern.server.http;

import dev.lectern.server.wire.Reply;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers what Jetty itself refuses (broken requests, a server that is stopping) in our shape, without details. Stateless. */
final class JsonErrors extends ErrorHandler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Reply reply = Reply.detail(response.getStatus(), String.valueOf(HttpStatus.getMessage(response.getStatus())));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.contentType());
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, reply.body().remaining());
        response.write(true, reply.body().duplicate(), callback);
        return true;
    }
}
