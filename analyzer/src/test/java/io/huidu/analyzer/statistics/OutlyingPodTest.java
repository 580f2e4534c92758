package io.huidu.analyzer.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutlyingPodTest {

    @Test
    void isThePodThatIsMuchWorseThanItsSiblings() {
        OutlyingPod outlier = OutlyingPod.UNSEEN.plus(pods(1, 0, 20, 1)).plus(pods(0, 1, 15, 1));

        assertThat(outlier.name()).contains("pod-2");
        assertThat(outlier.without(pods(1, 1, 9, 1)))
                .extracting(PodTally::pod)
                .containsExactly("pod-0", "pod-1", "pod-3");
    }

    @Test
    void isNoneAmongPodsThatAreAlike() {
        OutlyingPod alike = OutlyingPod.UNSEEN.plus(pods(14, 20, 18, 25));

        assertThat(alike.name()).isEmpty();
        assertThat(alike.without(pods(1, 2, 3, 4))).hasSize(4);
    }

    @Test
    void isNoneWherePodsHaveNoSiblings() {
        assertThat(OutlyingPod.UNSEEN.name()).isEmpty();
        assertThat(OutlyingPod.UNSEEN.plus(pods(0, 100)).name()).isEmpty();
    }

    @Test
    void isForgottenOnceItIsGone() {
        OutlyingPod replaced = OutlyingPod.UNSEEN
                .plus(pods(0, 0, 100))
                .plus(List.of(
                        new PodTally("pod-0", 100, 1), new PodTally("pod-1", 100, 0), new PodTally("new", 100, 1)));

        assertThat(replaced.name()).isEmpty();
    }

    @Test
    void goesByTheShareOfRequestsNotOfPods() {
        List<PodTally> busy =
                List.of(new PodTally("busy", 10_000, 100), new PodTally("idle", 100, 1), new PodTally("quiet", 100, 1));

        assertThat(OutlyingPod.UNSEEN.plus(busy).name()).isEmpty();
    }

    private static List<PodTally> pods(long... bad) {
        return IntStream.range(0, bad.length)
                .mapToObj(i -> new PodTally("pod-" + i, 100, bad[i]))
                .toList();
    }
}
