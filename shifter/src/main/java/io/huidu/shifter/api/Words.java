package io.huidu.shifter.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Constants as Kubernetes writes them: {@code ROLLED_BACK} is {@code RolledBack}. */
final class Words {

    /** Each is spelled once: reading a word compares it with all of its kind. */
    private static final Map<Enum<?>, String> SPELLED = new ConcurrentHashMap<>();

    private Words() {}

    static String write(Enum<?> constant) {
        return SPELLED.computeIfAbsent(constant, Words::spell);
    }

    private static String spell(Enum<?> constant) {
        return Arrays.stream(constant.name().split("_", -1))
                .map(w -> w.charAt(0) + w.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    static <E extends Enum<E>> Optional<E> read(Class<E> type, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(c -> write(c).equals(word))
                .findFirst();
    }
}
