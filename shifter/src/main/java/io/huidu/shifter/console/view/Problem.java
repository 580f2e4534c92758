package io.huidu.shifter.console.view;

import java.util.List;

/**
 * Why something isn't answered or done: RFC 9457.
 *
 * @param title the words of the status
 * @param detail in a sentence for people
 * @param problems all that is wrong with what was sent
 */
public record Problem(String title, int status, String detail, List<Field> problems) {

    /** What is wrong with a field. */
    public record Field(String field, String got, String expected) {

        @Override
        public String toString() {
            return "%s: got %s, expected %s".formatted(field, got, expected);
        }
    }

    public Problem {
        problems = List.copyOf(problems);
    }
}
