package io.huidu.e2e.world.ingress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One user who asks an nginx for the host {@code localhost}, and keeps the cookies that are given. As browsers send
 * them; the JDK's own store of cookies would quote what comes with a {@code Max-Age}.
 */
final class Browser {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Map<String, String> cookies = new TreeMap<>();
    private final URI uri;

    Browser(Nginx nginx) {
        this.uri = URI.create("http://localhost:%d/".formatted(nginx.uri().getPort()));
    }

    /** The picture. */
    String ask() {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookies.values().stream().collect(Collectors.joining("; ")));
        }
        HttpResponse<String> answer = send(request.build());
        answer.headers().allValues("Set-Cookie").forEach(this::keep);
        return answer.body();
    }

    Optional<String> cookie(String name) {
        return Optional.ofNullable(cookies.get(name)).map(cookie -> cookie.substring(name.length() + 1));
    }

    private void keep(String given) {
        String cookie = given.split(";", 2)[0];
        cookies.put(cookie.split("=", 2)[0], cookie);
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return CLIENT.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking", e);
        }
    }
}
