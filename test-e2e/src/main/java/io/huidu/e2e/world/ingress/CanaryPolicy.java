package io.huidu.e2e.world.ingress;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the annotations of an Ingress make of it as a canary.
 *
 * <p>Source: ingress-nginx's documentation of annotations, "Canary": the header comes before the cookie, and the cookie
 * before the weight. Without a value or a pattern of its own a header means the canary by {@code always} and the other
 * by {@code never}; a cookie does so at all times. Any other value leaves the request to what comes next. A pattern is
 * looked at where there is no value.
 */
record CanaryPolicy(List<Choice> choices, long weight, long total) {

    private static final String PREFIX = "nginx.ingress.kubernetes.io/canary";
    private static final String WEIGHT = PREFIX + "-weight";
    private static final String TOTAL = PREFIX + "-weight-total";
    private static final String HEADER = PREFIX + "-by-header";
    private static final String HEADER_VALUE = PREFIX + "-by-header-value";
    private static final String HEADER_PATTERN = PREFIX + "-by-header-pattern";
    private static final String COOKIE = PREFIX + "-by-cookie";
    private static final TextMatch ALWAYS = TextMatch.exact("always");
    private static final TextMatch NEVER = TextMatch.exact("never");

    /** Requests that go to one side whatever the weight. */
    record Choice(Condition condition, boolean toCanary) {}

    CanaryPolicy {
        choices = List.copyOf(choices);
    }

    static boolean isCanary(Map<String, String> annotations) {
        return "true".equals(annotations.get(PREFIX));
    }

    /** @throws IllegalArgumentException for a weight that is no number, and for what is no regular expression */
    static CanaryPolicy of(Map<String, String> annotations) {
        List<Choice> choices = new ArrayList<>();
        text(annotations, HEADER).ifPresent(name -> addHeader(annotations, name, choices));
        text(annotations, COOKIE).ifPresent(name -> {
            choices.add(new Choice(Condition.cookie(name, ALWAYS), true));
            choices.add(new Choice(Condition.cookie(name, NEVER), false));
        });
        long total = number(annotations, TOTAL, "100");
        return new CanaryPolicy(choices, Math.min(number(annotations, WEIGHT, "0"), total), total);
    }

    private static void addHeader(Map<String, String> annotations, String name, List<Choice> choices) {
        Optional<TextMatch> own = text(annotations, HEADER_VALUE)
                .map(TextMatch::exact)
                .or(() -> text(annotations, HEADER_PATTERN).map(TextMatch::found));
        choices.add(new Choice(Condition.header(name, own.orElse(ALWAYS)), true));
        if (own.isEmpty()) {
            choices.add(new Choice(Condition.header(name, NEVER), false));
        }
    }

    /** The rules for the requests of one host that {@code conditions} know. */
    List<Rule> rules(String host, List<Condition> conditions, Destination canary, Destination main) {
        List<Rule> rules = new ArrayList<>();
        choices.forEach(choice -> {
            List<Condition> both = new ArrayList<>(conditions);
            both.add(choice.condition());
            rules.add(new Rule(host, both, List.of(new Share(choice.toCanary() ? canary : main, 1))));
        });
        rules.add(new Rule(host, conditions, List.of(new Share(canary, weight), new Share(main, total - weight))));
        return rules;
    }

    private static Optional<String> text(Map<String, String> annotations, String key) {
        return Optional.ofNullable(annotations.get(key)).filter(text -> !text.isEmpty());
    }

    private static long number(Map<String, String> annotations, String key, String otherwise) {
        String text = annotations.getOrDefault(key, otherwise);
        if (!text.matches("\\d{1,9}")) {
            throw new IllegalArgumentException("%s: got '%s', expected a whole number".formatted(key, text));
        }
        return Long.parseLong(text);
    }
}
