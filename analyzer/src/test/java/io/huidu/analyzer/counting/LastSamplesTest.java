package io.huidu.analyzer.counting;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.analyzer.Draws;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LastSamplesTest {

    @Test
    void remembersTheLastOfEachAsAHashMapDoes() {
        LastSamples samples = new LastSamples();
        Map<UUID, Sample> model = new HashMap<>();
        Draws draws = new Draws(1);

        for (int i = 0; i < 5000; i++) {
            UUID id = Scraped.id("series " + (int) (draws.uniform() * 700));
            assertThat(samples.get(id)).isEqualTo(model.get(id));
            samples.put(id, new Sample(i, -i));
            model.put(id, new Sample(i, -i));
        }

        model.forEach((id, sample) -> assertThat(samples.get(id)).isEqualTo(sample));
        assertThat(samples.get(Scraped.id("another"))).isNull();
    }

    @Test
    void tellsIdsApartThatDifferInOneBit() {
        LastSamples samples = new LastSamples();
        for (int bit = 0; bit < Long.SIZE; bit++) {
            samples.put(new UUID(1L << bit, 1), new Sample(bit, 1));
            samples.put(new UUID(1, 1L << bit), new Sample(bit, 2));
        }

        for (int bit = 1; bit < Long.SIZE; bit++) {
            assertThat(samples.get(new UUID(1L << bit, 1))).isEqualTo(new Sample(bit, 1));
            assertThat(samples.get(new UUID(1, 1L << bit))).isEqualTo(new Sample(bit, 2));
        }
    }
}
