package io.huidu.analyzer.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatcherTest {

    @ParameterizedTest
    @CsvSource({
        "shop-v1-.+, shop-v1-",
        "shop-v1-[a-z0-9]+, shop-v1-",
        "'shop\\.v1-.+', shop.v1-",
        "shops?-v1, shop",
        "shops*, shop",
        "shops+, shop",
        "'shops{2}', shop",
        "'shop\\..+', shop.",
        "'shop\\.?x', shop",
        "'shop\\d', shop",
        "shop, shop",
        "a|b, ''",
        "(shop)-v1, ''",
        ".*, ''",
        "'shop\\', shop",
    })
    void beginsAsAllThatItMatchesDoes(String expression, String beginning) {
        assertThat(Matcher.matching("pod", expression).beginning()).isEqualTo(beginning);
    }
}
