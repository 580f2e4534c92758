package io.huidu.e2e.security;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/** Gives tokens to clients that know their secret, and tells the public key that these are checked with. */
final class TokenIssuer implements AutoCloseable {

    static final String CLIENT = "huidu-analyzer";
    static final String SECRET = "the client's s3cret";
    static final String ISSUER = "https://issuer.test";
    static final String AUDIENCE = "kafka";

    private final RsaJsonWebKey key;
    private final HttpServer server;

    TokenIssuer() {
        try {
            key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId("issuer");
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (JoseException | IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/jwks", exchange -> answer(exchange, 200, new JsonWebKeySet(key).toJson()));
        server.createContext("/token", exchange -> {
            String basic = Base64.getEncoder()
                    .encodeToString("%s:%s".formatted(CLIENT, SECRET).getBytes(StandardCharsets.UTF_8));
            List<String> given = exchange.getRequestHeaders().getOrDefault("Authorization", List.of());
            if (given.contains("Basic " + basic)) {
                answer(
                        exchange,
                        200,
                        "{\"access_token\":\"%s\",\"token_type\":\"bearer\",\"expires_in\":600}".formatted(token()));
            } else {
                answer(exchange, 401, "{\"error\":\"invalid_client\"}");
            }
        });
        server.start();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path));
    }

    /** A token of the client, good for ten minutes. */
    String token() {
        JwtClaims claims = new JwtClaims();
        claims.setSubject(CLIENT);
        claims.setIssuer(ISSUER);
        claims.setAudience(AUDIENCE);
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(10);
        claims.setStringClaim("scope", "kafka");
        JsonWebSignature token = new JsonWebSignature();
        token.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        token.setKeyIdHeaderValue(key.getKeyId());
        token.setKey(key.getPrivateKey());
        token.setPayload(claims.toJson());
        try {
            return token.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, int status, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
