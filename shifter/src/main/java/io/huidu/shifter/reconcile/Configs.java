package io.huidu.shifter.reconcile;

import io.huidu.shifter.rollout.Config;
import io.huidu.shifter.rollout.Reference;
import java.util.Set;

/** The port to the content of ConfigMaps and Secrets. */
@FunctionalInterface
public interface Configs {

    /** The content, as it was at most a minute ago. What can't or may not be read is left out; nothing is thrown. */
    Config read(String namespace, Set<Reference> references);
}
