package dev.lectern.models.openai;

/**
 * A request to a service.
 *
 * @param operation the end of its path, such as {@code chat/completions}
 * @param model the model, which names Azure's deployment
 * @param body JSON in UTF-8
 * @param tokens what it may use at most, for the limit of tokens
 * @param streams whether the answer comes as events
 */
@SuppressWarnings("ArrayRecordComponent") // made for one request, and compared with nothing
record Call(String operation, String model, byte[] body, long tokens, boolean streams) {

    /** Returns operation and model. */
    @Override
    public String toString() {
        return operation + " " + model;
    }
}
