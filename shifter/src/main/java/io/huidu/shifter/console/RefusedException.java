package io.huidu.shifter.console;

import io.huidu.shifter.console.view.Problem;
import java.util.List;

/** What was asked isn't answered or done; the problem is the answer. */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    RefusedException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    static RefusedException unauthorized(String detail) {
        return new RefusedException(new Problem("Unauthorized", 401, detail, List.of()));
    }

    static RefusedException forbidden(String detail) {
        return new RefusedException(new Problem("Forbidden", 403, detail, List.of()));
    }

    static RefusedException notFound(String detail) {
        return new RefusedException(new Problem("Not Found", 404, detail, List.of()));
    }

    static RefusedException conflict(String detail) {
        return new RefusedException(new Problem("Conflict", 409, detail, List.of()));
    }

    static RefusedException tooLarge(String detail) {
        return new RefusedException(new Problem("Content Too Large", 413, detail, List.of()));
    }

    static RefusedException invalid(List<Problem.Field> problems) {
        String detail =
                String.join("; ", problems.stream().map(Problem.Field::toString).toList());
        return new RefusedException(new Problem("Unprocessable Content", 422, detail, problems));
    }

    static RefusedException tooMany(String detail) {
        return new RefusedException(new Problem("Too Many Requests", 429, detail, List.of()));
    }

    static RefusedException unavailable(String detail) {
        return new RefusedException(new Problem("Service Unavailable", 503, detail, List.of()));
    }

    Problem problem() {
        return problem;
    }
}
