package io.huidu.consumers.message;

import java.util.List;

/**
 * What people are told. All of it is plain text: each channel sees to it that nothing in it is taken for more, since
 * some comes from containers.
 *
 * @param title one line
 * @param text one or two sentences
 * @param facts the why, in the order of their weight
 */
public record Message(Kind kind, String title, String text, List<Fact> facts) {

    public Message {
        facts = List.copyOf(facts);
    }

    /** A name and what is to be said of it. */
    public record Fact(String name, String value) {}
}
