package io.huidu.consumers.notify;

import java.util.List;
import java.util.stream.Collectors;

/** A file by which nobody can be told anything; the message lists every problem on a line of its own. */
public final class NotificationsException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    NotificationsException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
