package io.huidu.e2e.world.ingress;

import java.util.List;

/** How a route's path meets a request's. */
enum PathMatch {
    /** The same path. */
    EXACT,
    /** The path and everything below it: {@code /a} and {@code /a/b}, not {@code /ab}. As Ingress means Prefix. */
    ELEMENT_PREFIX,
    /** Everything that starts with it: {@code /ab} too. As Istio means prefix. */
    STRING_PREFIX;

    /** The nginx locations that together meet the same requests. */
    List<String> locations(String path) {
        String stem = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return switch (this) {
            case EXACT -> List.of("= " + path);
            case ELEMENT_PREFIX -> stem.isEmpty() ? List.of("/") : List.of("= " + stem, stem + "/");
            case STRING_PREFIX -> List.of(path);
        };
    }
}
