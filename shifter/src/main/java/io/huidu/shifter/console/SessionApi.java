package io.huidu.shifter.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.huidu.shifter.console.ConsoleSettings.Login;
import io.huidu.shifter.console.access.Sessions;
import io.huidu.shifter.console.access.Sessions.Session;
import io.huidu.shifter.console.access.Tries;
import io.huidu.shifter.console.access.Viewer;
import io.huidu.shifter.console.view.Problem;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who asks; logging in and out. */
final class SessionApi {

    /** Browsers drop larger cookies. */
    private static final int LONGEST_COOKIE = 3_900;

    private static final int MOST_LOGINS_OF_ADDRESS = 20;
    private static final int MOST_LOGINS = 100;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String TOO_MANY = "Too many logins; try again in a minute.";

    private final ConsoleSettings settings;
    private final Entry entry;
    private final Sessions sessions;
    private final Notices notices;
    private final InstantSource clock;
    private final Tries ofAddress = new Tries(MOST_LOGINS_OF_ADDRESS, MINUTE);
    private final Tries ofAll = new Tries(MOST_LOGINS, MINUTE);

    /** Who asks, and what this server is. */
    private record View(
            String login,
            Optional<String> user,
            Optional<Instant> expiresAt,
            Instant time,
            String version,
            List<String> notices) {}

    SessionApi(ConsoleSettings settings, Entry entry, Sessions sessions, Notices notices, InstantSource clock) {
        this.settings = settings;
        this.entry = entry;
        this.sessions = sessions;
        this.notices = notices;
        this.clock = clock;
    }

    void session(Context request) {
        answer(request, entry.viewer(request), entry.session(request));
    }

    void login(Context request) {
        if (settings.login() == Login.NONE) {
            throw RefusedException.notFound("Nobody logs in here: it is a demo.");
        }
        if (!ofAddress.count(entry.address(request)) || !ofAll.count("")) {
            throw RefusedException.tooMany(TOO_MANY);
        }
        String token = token(Body.read(request));
        Viewer viewer = entry.whose(token, request)
                .orElseThrow(() -> RefusedException.unauthorized("The API server doesn't know this token."));
        Session session = sessions.begin(token);
        String sealed = sessions.seal(session);
        if (sealed.length() > LONGEST_COOKIE) {
            throw RefusedException.invalid(List.of(new Problem.Field(
                    "token",
                    "%d letters".formatted(token.length()),
                    "fewer: browsers keep no such cookie; a ServiceAccount's token will do")));
        }
        cookie(request, sealed, settings.session().toSeconds());
        answer(request, Optional.of(viewer), Optional.of(session));
    }

    void logout(Context request) {
        entry.session(request).ifPresent(sessions::end);
        cookie(request, "", 0);
        request.status(204);
    }

    private void answer(Context request, Optional<Viewer> viewer, Optional<Session> session) {
        Answers.json(
                request,
                new View(
                        settings.login().name().toLowerCase(Locale.ROOT),
                        viewer.map(Viewer::name),
                        viewer.flatMap(known -> session.map(Session::expiresAt)),
                        clock.instant(),
                        Optional.ofNullable(SessionApi.class.getPackage().getImplementationVersion())
                                .orElse("unreleased"),
                        viewer.isPresent() ? notices.now() : List.of()));
    }

    private void cookie(Context answer, String value, long seconds) {
        answer.res()
                .addHeader(
                        "Set-Cookie",
                        "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Strict%s"
                                .formatted(entry.cookie(), value, seconds, settings.isSecure() ? "; Secure" : ""));
    }

    private static String token(JsonNode body) {
        JsonNode token = body.path("token");
        if (!token.isTextual() || token.textValue().isBlank()) {
            throw RefusedException.invalid(
                    List.of(new Problem.Field("token", token.isMissingNode() ? "nothing" : "no text", "a token")));
        }
        return token.textValue().strip();
    }
}
