package io.huidu.e2e.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.huidu.e2e.world.KubeApis;
import org.junit.jupiter.api.Test;

class FaultRunTest {

    private static final int RELEASES = 25;

    @Test
    void everyReleaseEndsOnceAsItsStatusAndItsRouteSayWhateverIsKilledAndCut() throws InterruptedException {
        assumeTrue(KubeApis.hasReal(), "no kube-apiserver and etcd were found: test-e2e/bin/kube-assets makes them");

        FaultReport report = new FaultRun(RELEASES, 20_260_101, System.err).run();

        System.err.print(report.text());
        assertThat(report.broken()).isEmpty();
        assertThat(report.ends().values().stream().mapToLong(n -> n).sum()).isEqualTo(RELEASES);
        assertThat(report.faults()).isNotEmpty();
    }
}
