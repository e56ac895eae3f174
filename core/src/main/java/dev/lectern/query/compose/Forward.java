package dev.lectern.query.compose;

import dev.lectern.synthesize.AnswerEvent;
import dev.lectern.synthesize.AnswerListener;
import dev.lectern.synthesize.Response;

/** Passes the events of an engine within on, but for cost and response, which the engine around it tells when it has added its own. */
record Forward(AnswerListener listener) implements AnswerListener {

    @Override
    public void on(AnswerEvent event) {
        if (!(event instanceof AnswerEvent.Cost) && !(event instanceof AnswerEvent.Done)) {
            listener.on(event);
        }
    }

    /** Tells cost and response. */
    Response end(Response response) {
        listener.on(new AnswerEvent.Cost(response.usage()));
        listener.on(new AnswerEvent.Done(response));
        return response;
    }
}
