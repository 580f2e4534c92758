package io.huidu.shifter.console;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The files of the page, from the class path. Those under {@code assets/} have a digest in their name and never change;
 * the page itself answers for every path that is one of its views.
 */
final class PageFiles {

    private static final String FOLDER = "/console";
    private static final String INDEX = "/index.html";
    private static final Pattern FILE =
            Pattern.compile("(/[A-Za-z0-9_][A-Za-z0-9_-]*)+(\\.[A-Za-z0-9_-]+)*\\.[a-z0-9]+");
    private static final Pattern VIEW = Pattern.compile("/|/r/.*");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "woff2", "font/woff2",
            "webmanifest", "application/manifest+json",
            "txt", "text/plain; charset=utf-8",
            "json", "application/json");

    void serve(Context request) {
        String path = request.path();
        if (VIEW.matcher(path).matches()) {
            index(request);
        } else {
            Optional.of(path)
                    .filter(name -> FILE.matcher(name).matches() && TYPES.containsKey(extension(name)))
                    .flatMap(PageFiles::content)
                    .ifPresentOrElse(content -> file(request, path, content), () -> {
                        throw RefusedException.notFound("There is nothing at this path.");
                    });
        }
    }

    private static void index(Context request) {
        request.header("Cache-Control", "no-cache");
        content(INDEX)
                .ifPresentOrElse(
                        content -> request.contentType(TYPES.getOrDefault("html", ""))
                                .result(content),
                        () -> request.status(404)
                                .contentType(TYPES.getOrDefault("txt", ""))
                                .result(
                                        "The console's page isn't part of this build; its API is at /api/v1, described by"
                                                + " /api/v1/openapi.yaml.\n"));
    }

    private static void file(Context request, String path, byte[] content) {
        request.header(
                "Cache-Control", path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache");
        request.contentType(TYPES.getOrDefault(extension(path), "")).result(content);
    }

    private static String extension(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    private static Optional<byte[]> content(String path) {
        try (InputStream file = PageFiles.class.getResourceAsStream(FOLDER + path)) {
            return file == null ? Optional.empty() : Optional.of(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }
}
