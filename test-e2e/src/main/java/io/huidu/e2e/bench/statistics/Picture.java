package io.huidu.e2e.bench.statistics;

import io.huidu.e2e.bench.statistics.policy.Contender.Kind;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a policy costs either way, in three kinds of traffic: how often it rolls back a healthy canary, and how many requests
 * one with four times the errors harms. Down and to the left is better. Both axes are logarithmic; a share below
 * {@value #LEAST_PERCENT} % is drawn there.
 */
record Picture(List<Result> results) {

    private static final List<String> SCENARIOS =
            List.of("independent: errors x4", "gamma shocks: errors x4", "AR(1) per pod: errors x4");
    private static final int WIDTH = 300;
    private static final int HEIGHT = 260;
    private static final int LEFT = 60;
    private static final int TOP = 40;
    private static final double LEAST_PERCENT = 0.05;
    private static final double MOST_PERCENT = 100;
    private static final double LEAST_HARMED = 1;
    private static final double MOST_HARMED = 3000;

    String svg() {
        int width = LEFT + SCENARIOS.size() * (WIDTH + 20);
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="11">
                <rect width="100%%" height="100%%" fill="white"/>
                %s%s%s</svg>
                """.formatted(
                width,
                TOP + HEIGHT + 90,
                IntStream.range(0, SCENARIOS.size()).mapToObj(this::panel).collect(Collectors.joining()),
                "<text x=\"16\" y=\"%d\" transform=\"rotate(-90 16 %d)\" text-anchor=\"middle\">requests harmed, median</text>%n"
                        .formatted(TOP + HEIGHT / 2, TOP + HEIGHT / 2),
                legend());
    }

    private String panel(int index) {
        int x = LEFT + index * (WIDTH + 20);
        StringBuilder svg = new StringBuilder(
                "<g transform=\"translate(%d %d)\">%n<rect width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#999\"/>%n"
                        .formatted(x, TOP, WIDTH, HEIGHT));
        svg.append(text(WIDTH / 2, -10, "middle", SCENARIOS.get(index)));
        svg.append(text(WIDTH / 2, HEIGHT + 34, "middle", "false rollbacks"));
        for (double percent : new double[] {0.1, 1, 10, 100}) {
            svg.append(line(across(percent), 0, across(percent), HEIGHT));
            svg.append(text(across(percent), HEIGHT + 16, "middle", "%s %%".formatted(shortest(percent))));
        }
        for (double harmed : new double[] {1, 10, 100, 1000}) {
            svg.append(line(0, down(harmed), WIDTH, down(harmed)));
            svg.append(index == 0 ? text(-6, down(harmed) + 4, "end", "%,.0f".formatted(harmed)) : "");
        }
        results.stream()
                .filter(r -> r.scenario().name().equals(SCENARIOS.get(index)))
                .forEach(r -> svg.append(point(r)));
        return svg.append("</g>\n").toString();
    }

    private static String point(Result result) {
        double x = across(100 * result.falseRollbacks().value());
        double y = down(result.harmed().value());
        return "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%d\" fill=\"%s\"><title>%s</title></circle>%n"
                .formatted(x, y, result.contender().kind() == Kind.HUIDU ? 6 : 4, color(result), result.who());
    }

    private static String color(Result result) {
        return switch (result.contender().kind()) {
            case HUIDU -> "#d62728";
            case HUIDU_WITHOUT_REPAIRS -> "#ff9896";
            case PEER -> "#1f77b4";
            case TUNED_PEER -> "#9ecae1";
            case TEST -> "#7f7f7f";
        };
    }

    private static String legend() {
        String[] names = {
            "Huidu", "without repairs", "peers", "peers tuned in hindsight", "tests looked at each interval"
        };
        String[] colors = {"#d62728", "#ff9896", "#1f77b4", "#9ecae1", "#7f7f7f"};
        return IntStream.range(0, names.length)
                .mapToObj(i -> "<circle cx=\"%d\" cy=\"%d\" r=\"5\" fill=\"%s\"/>%n"
                                .formatted(LEFT + 10 + 180 * i, TOP + HEIGHT + 66, colors[i])
                        + text(LEFT + 20 + 180 * i, TOP + HEIGHT + 70, "start", names[i]))
                .collect(Collectors.joining());
    }

    private static double across(double percent) {
        return WIDTH * share(percent, LEAST_PERCENT, MOST_PERCENT);
    }

    private static double down(double harmed) {
        return HEIGHT * (1 - share(harmed, LEAST_HARMED, MOST_HARMED));
    }

    /** How far along a logarithmic axis. */
    private static double share(double x, double least, double most) {
        return Math.log(Math.clamp(x, least, most) / least) / Math.log(most / least);
    }

    private static String shortest(double x) {
        return x < 1 ? "%.1f".formatted(x) : "%.0f".formatted(x);
    }

    private static String line(double x1, double y1, double x2, double y2) {
        return "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#eee\"/>%n".formatted(x1, y1, x2, y2);
    }

    private static String text(double x, double y, String anchor, String text) {
        return "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n".formatted(x, y, anchor, text);
    }
}
