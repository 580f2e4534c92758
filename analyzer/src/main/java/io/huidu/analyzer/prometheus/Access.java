package io.huidu.analyzer.prometheus;

import io.huidu.service.Environment;
import io.huidu.service.Variable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * What Prometheus, or what stands before it, asks of those who ask it.
 *
 * @param login who we are; empty where nobody asks
 * @param tenant whose data are asked for, as Cortex, Mimir, Thanos and Loki take it: {@code X-Scope-OrgID}
 * @param trust which certificates are believed; empty for those that the JVM believes
 */
public record Access(Optional<Login> login, Optional<String> tenant, Optional<SSLContext> trust) {

    /** Nothing is asked. */
    public static final Access OPEN = new Access(Optional.empty(), Optional.empty(), Optional.empty());

    private static final String TOKEN = "HUIDU_PROMETHEUS_BEARER_TOKEN_FILE";
    private static final String USERNAME = "HUIDU_PROMETHEUS_USERNAME";
    private static final String PASSWORD = "HUIDU_PROMETHEUS_PASSWORD_FILE";

    /** Reads {@code HUIDU_PROMETHEUS_BEARER_TOKEN_FILE}, {@code _USERNAME}, {@code _PASSWORD_FILE}, {@code _CA_FILE} and {@code _TENANT}. */
    public static Supplier<Access> from(Environment environment) {
        Supplier<Optional<String>> tenant = environment
                .of("HUIDU_PROMETHEUS_TENANT", "a name of printable ASCII letters", Access::header)
                .optional();
        Supplier<Optional<SSLContext>> trust = environment
                .secret("HUIDU_PROMETHEUS_CA")
                .as("certificates in PEM (BEGIN CERTIFICATE)", Access::trusting)
                .optional();
        Supplier<Optional<Login>> login = login(environment);
        return () -> new Access(login.get(), tenant.get(), trust.get());
    }

    private static Supplier<Optional<Login>> login(Environment environment) {
        if (environment.given(USERNAME).isEmpty() && environment.given(PASSWORD).isEmpty()) {
            Supplier<Optional<Path>> token = file(environment, TOKEN).optional();
            return () -> token.get().map(Login.Bearer::new);
        }
        environment
                .given(TOKEN)
                .ifPresent(name -> environment.problem(name, "a file", "nothing with a user and a password"));
        Supplier<String> user =
                environment.of(USERNAME, "a name without ':'", Access::user).required();
        Supplier<Path> password = file(environment, PASSWORD).required();
        return () -> Optional.of(new Login.Basic(user.get(), password.get()));
    }

    private static Variable<Path> file(Environment environment, String name) {
        return environment.of(name, "the path of a readable file that isn't empty", Login::file);
    }

    /** A client that believes what is to be believed. */
    HttpClient.Builder trusted(HttpClient.Builder client) {
        return trust.map(client::sslContext).orElse(client);
    }

    /**
     * A request that says who asks.
     *
     * @throws IOException when a file with a secret can't be read; its message doesn't show the secret
     */
    HttpRequest.Builder signed(HttpRequest.Builder request) throws IOException {
        if (login.isPresent()) {
            request.header("Authorization", login.get().header());
        }
        tenant.ifPresent(name -> request.header("X-Scope-OrgID", name));
        return request;
    }

    private static String user(String text) {
        if (text.contains(":")) {
            throw new IllegalArgumentException("a colon");
        }
        return text;
    }

    private static String header(String text) {
        if (!text.chars().allMatch(letter -> letter > ' ' && letter < 127)) {
            throw new IllegalArgumentException("not printable");
        }
        return text;
    }

    private static SSLContext trusting(String pem) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            var stream = new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8));
            for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(stream)) {
                store.setCertificateEntry("ca-" + store.size(), one);
            }
            if (store.size() == 0) {
                throw new IllegalArgumentException("no certificate");
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("no certificate", e);
        }
    }
}
