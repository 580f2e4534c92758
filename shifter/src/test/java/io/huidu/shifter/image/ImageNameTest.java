package io.huidu.shifter.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageNameTest {

    private static final String DIGEST = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @CsvSource({
        "nginx, docker.io/library/nginx, ",
        "nginx:1.22, docker.io/library/nginx, 1.22",
        "index.docker.io/library/nginx, docker.io/library/nginx, ",
        "acme/shop:dev, docker.io/acme/shop, dev",
        "registry:5000/shop:v1.4.2, registry:5000/shop, v1.4.2",
        "localhost/shop, localhost/shop, ",
        "harbor.example.org/team/shop_api:1.0.0-rc.1, harbor.example.org/team/shop_api, 1.0.0-rc.1",
    })
    void readsRepositoryAndTag(String text, String repository, String tag) {
        assertThat(ImageName.parse(text))
                .contains(new ImageName(repository, Optional.ofNullable(tag), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({"shop@" + DIGEST + ", ", "shop:1.0@" + DIGEST + ", 1.0"})
    void readsADigest(String text, String tag) {
        assertThat(ImageName.parse(text))
                .contains(new ImageName("docker.io/library/shop", Optional.ofNullable(tag), Optional.of(DIGEST)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "Shop", "shop:", "shop:a b", "shop@sha256:12", "/shop", "shop/", "http://a/shop", "-a"})
    void refusesWhatIsNoName(String text) {
        assertThat(ImageName.parse(text)).isEmpty();
    }
}
