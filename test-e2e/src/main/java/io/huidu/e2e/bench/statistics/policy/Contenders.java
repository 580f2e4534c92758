package io.huidu.e2e.bench.statistics.policy;

import io.huidu.analyzer.verdict.Calibration;
import io.huidu.analyzer.verdict.peers.ArgoPolicy;
import io.huidu.analyzer.verdict.peers.FlaggerPolicy;
import io.huidu.analyzer.verdict.peers.KayentaStage;
import io.huidu.e2e.bench.statistics.policy.Contender.Kind;
import io.huidu.e2e.bench.statistics.simulation.Environment;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The contenders of the bench. */
public final class Contenders {

    private static final List<Flagger> FLAGGER = List.of(
            new Flagger("Flagger README", FlaggerPolicy.README),
            new Flagger(Contender.FLAGGER_TUTORIAL, FlaggerPolicy.TUTORIAL),
            new Flagger("Flagger NGINX tutorial", FlaggerPolicy.NGINX_TUTORIAL));

    private static final List<Argo> ARGO = List.of(
            new Argo("Argo 5 min", ArgoPolicy.DOCUMENTED, OptionalDouble.empty()),
            new Argo("Argo 60 s × 5", ArgoPolicy.DOCUMENTED_COUNT, OptionalDouble.empty()));

    private Contenders() {}

    public static List<Contender> in(Environment environment) {
        return Stream.of(
                        huidu(environment),
                        Stream.concat(FLAGGER.stream(), ARGO.stream()).map(peer -> Contender.of(Kind.PEER, peer)),
                        kayenta().map(peer -> Contender.of(Kind.PEER, peer)),
                        FLAGGER.stream().map(peer -> tuned(peer, Limits.of(environment))),
                        ARGO.stream().map(peer -> tuned(peer, Limits.of(environment))),
                        Stream.of(new PeekingZTest(), new PeekingMannWhitney())
                                .map(test -> Contender.of(Kind.TEST, test)))
                .flatMap(contenders -> contenders)
                .toList();
    }

    /** What the repairs for requests that aren't independent cost shows where requests are. */
    private static Stream<Contender> huidu(Environment environment) {
        Contender standard = Contender.of(Kind.HUIDU, new Sequential("Huidu", Calibration.STANDARD));
        Contender bare = Contender.of(
                Kind.HUIDU_WITHOUT_REPAIRS, new Sequential("Huidu without repairs", Calibration.INDEPENDENT));
        return environment.isPlain() ? Stream.of(standard, bare) : Stream.of(standard);
    }

    private static Stream<Policy> kayenta() {
        double pass = KayentaStage.DEFAULT_PASS;
        double marginal = KayentaStage.DEFAULT_MARGINAL;
        return Stream.of(
                new Kayenta("Kayenta 75/50, baseline", pass, marginal, Kayenta.Control.BASELINE),
                new Kayenta("Kayenta 75/50, production", pass, marginal, Kayenta.Control.PRODUCTION),
                new Kayenta("Kayenta 95/75, baseline", 95, 75, Kayenta.Control.BASELINE),
                new Kayenta("Kayenta 95/75, production", 95, 75, Kayenta.Control.PRODUCTION));
    }

    private static Contender tuned(Flagger peer, Limits limits) {
        return new Contender(
                peer.name() + ", tuned",
                Kind.TUNED_PEER,
                limits.of(peer.policy()).map(Policy.class::cast).toList());
    }

    private static Contender tuned(Argo peer, Limits limits) {
        return new Contender(
                peer.name() + ", tuned",
                Kind.TUNED_PEER,
                limits.of(peer.policy()).map(Policy.class::cast).toList());
    }
}
