package io.huidu.e2e.console;

/** On what, and in which colours, a page is looked at. */
public enum Look {
    LIGHT("light"),
    DARK("dark"),
    PHONE("phone"),
    PHONE_AT_NIGHT("phone-dark");

    private final String word;

    Look(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
