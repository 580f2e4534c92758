package io.huidu.shifter.authority;

import java.util.List;

/** A file of actors that can't be used. */
public final class InvalidActorsException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    InvalidActorsException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** All of them; none shows a key. */
    public List<String> problems() {
        return problems;
    }
}
