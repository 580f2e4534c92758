package io.huidu.shifter.console.view;

import java.util.List;
import java.util.Optional;

/**
 * A page of what happened, newest first. A cursor is the id of the last of the page before.
 *
 * @param total how many are kept, on all pages
 */
public record Timeline(List<Happening> items, int total, Optional<String> next) {

    /**
     * A page of what is kept.
     *
     * @param kept oldest first
     * @param run empty for all runs
     * @param after the last that was shown; one that isn't kept any more leaves nothing to show
     */
    public static Timeline of(List<Happening> kept, Optional<String> run, int limit, Optional<String> after) {
        List<Happening> all = kept.reversed().stream()
                .filter(happening -> run.isEmpty() || happening.run().equals(run))
                .toList();
        int first = after.map(id -> 1 + indexOf(all, id)).orElse(0);
        List<Happening> page = all.stream().skip(first).limit(limit).toList();
        return new Timeline(
                page,
                all.size(),
                first + page.size() < all.size() && !page.isEmpty()
                        ? Optional.of(page.getLast().id())
                        : Optional.empty());
    }

    private static int indexOf(List<Happening> all, String id) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).id().equals(id)) {
                return i;
            }
        }
        return all.size();
    }
}
