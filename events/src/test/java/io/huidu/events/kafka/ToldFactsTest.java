package io.huidu.events.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ToldFactsTest {

    private final ToldFacts facts = new ToldFacts();

    @Test
    void keepsTheLastOnesWithinWhatABrokerTakes() {
        for (int i = 0; i < 1000; i++) {
            facts.add("fact " + i);
        }

        ToldFacts read = new ToldFacts();
        read.read(facts.write());

        assertThat(facts.write()).hasSizeLessThanOrEqualTo(4096);
        assertThat(read.contains("fact 999")).isTrue();
        assertThat(read.contains("fact 600")).isTrue();
        assertThat(read.contains("fact 599")).isFalse();
    }

    @Test
    void knowsNothingFromWhatOthersHaveWritten() {
        facts.read("");
        facts.read("written by another program");
        facts.read("1:short");

        assertThat(facts.write()).isEqualTo("1:");
    }
}
