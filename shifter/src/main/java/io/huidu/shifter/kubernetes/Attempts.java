package io.huidu.shifter.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.function.Supplier;

/** Tries again what somebody else's write came before. */
final class Attempts {

    private static final int MOST = 5;

    private Attempts() {}

    /** @throws KubernetesClientException the last conflict, or whatever else the API server answers */
    static <T> T afterConflicts(Supplier<T> once) {
        for (int attempt = 1; ; attempt++) {
            try {
                return once.get();
            } catch (KubernetesClientException e) {
                if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || attempt == MOST) {
                    throw e;
                }
            }
        }
    }
}
