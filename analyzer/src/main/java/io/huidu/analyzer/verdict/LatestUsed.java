package io.huidu.analyzer.verdict;

import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps what was asked for last. Not safe for use by several threads. */
final class LatestUsed<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1;

    private final int most;

    LatestUsed(int most) {
        super(16, 0.75f, true);
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
