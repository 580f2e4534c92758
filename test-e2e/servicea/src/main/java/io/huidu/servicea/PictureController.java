package io.huidu.servicea;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers with the version's picture, unless chance has it otherwise. */
@RestController
class PictureController {

    static final String VERSION_HEADER = "X-Version";
    private static final MediaType SVG = MediaType.valueOf("image/svg+xml");
    private static final byte[] SORRY = "ServiceA failed by chance.\n".getBytes(StandardCharsets.UTF_8);

    private final Version version;
    private final Conduct conduct;
    private final byte[] picture;

    PictureController(ServiceASettings settings, Conduct conduct) {
        version = settings.version();
        this.conduct = conduct;
        picture = read("pictures/" + version.label() + ".svg");
    }

    @GetMapping("/")
    ResponseEntity<byte[]> picture() throws InterruptedException {
        Behaviour.Fate fate = conduct.next();
        Thread.sleep(fate.latency());
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(fate.fails() ? 500 : 200)
                .header(VERSION_HEADER, version.label())
                .cacheControl(CacheControl.noStore());
        return fate.fails()
                ? answer.contentType(MediaType.TEXT_PLAIN).body(SORRY)
                : answer.contentType(SVG).body(picture);
    }

    private static byte[] read(String resource) {
        try {
            return new ClassPathResource(resource).getContentAsByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
