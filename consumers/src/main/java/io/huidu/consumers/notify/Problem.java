package io.huidu.consumers.notify;

/**
 * Something wrong with the file.
 *
 * @param field where, from the top of the file; empty for the file itself
 */
public record Problem(String field, String got, String expected) {

    @Override
    public String toString() {
        return "%s: got %s, expected %s".formatted(field.isEmpty() ? "file" : field, got, expected);
    }
}
