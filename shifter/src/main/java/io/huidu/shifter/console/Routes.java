package io.huidu.shifter.console;

import io.huidu.shifter.console.view.Problem;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which path leads where; {@code openapi.yaml} has the same. */
record Routes(Guard guard, SessionApi session, ReadApi read, CommandApi command, StreamApi stream) {

    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
    private static final String API = "/api/v1";
    private static final String RELEASE = API + "/releases/{namespace}/{name}";
    private static final int MOST_HEADER_BYTES = 16_384;

    /** A server that isn't started yet. */
    Javalin server() {
        return Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.startup.startupWatcherEnabled = false;
            config.http.prefer405over404 = true;
            config.jetty.modifyHttpConfiguration(http -> {
                http.setSendServerVersion(false);
                http.setRequestHeaderSize(MOST_HEADER_BYTES);
            });
            routes(config);
        });
    }

    private void routes(JavalinConfig config) {
        RoutesConfig to = config.routes;
        to.before(guard::before);
        to.get(API + "/openapi.yaml", Routes::openapi);
        to.get(API + "/session", session::session);
        to.post(API + "/session", session::login);
        to.delete(API + "/session", session::logout);
        to.get(API + "/releases", read::releases);
        to.get(RELEASE, read::release);
        to.get(RELEASE + "/series", read::series);
        to.get(RELEASE + "/events", read::events);
        to.get(RELEASE + "/route", read::route);
        to.get(RELEASE + "/effect", read::effect);
        to.post(RELEASE + "/commands", command::command);
        to.get(API + "/stream", stream::fleet);
        to.get(RELEASE + "/stream", stream::release);
        PageFiles files = new PageFiles();
        to.get("/", files::serve);
        to.get("/<path>", files::serve);
        to.exception(RefusedException.class, (e, answer) -> Answers.problem(answer, e.problem()));
        to.exception(HttpResponseException.class, Routes::refused);
        to.exception(Exception.class, Routes::failed);
    }

    private static void openapi(Context answer) {
        try (InputStream file = Objects.requireNonNull(Routes.class.getResourceAsStream("openapi.yaml"))) {
            answer.contentType("application/yaml").result(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("openapi.yaml", e);
        }
    }

    private static void refused(HttpResponseException e, Context answer) {
        Answers.problem(
                answer,
                new Problem(
                        String.valueOf(e.getMessage()),
                        e.getStatus(),
                        "%s %s: %s".formatted(answer.method(), answer.path(), e.getMessage()),
                        List.of()));
    }

    private static void failed(Exception e, Context answer) {
        LOG.atError().setCause(e).log("{} {} failed", answer.method(), answer.path());
        Answers.problem(
                answer, new Problem("Internal Server Error", 500, "It failed; the shifter's log says why.", List.of()));
    }
}
