package io.huidu.shifter.rollout;

/** What the pods of a Deployment read besides their template, in the namespace of the Deployment. */
public record Reference(Kind kind, String name) {

    /** What there is to read. */
    public enum Kind {
        CONFIG_MAP("ConfigMap"),
        SECRET("Secret");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    /** As in {@code ConfigMap/app}. */
    @Override
    public String toString() {
        return kind.text + "/" + name;
    }
}
