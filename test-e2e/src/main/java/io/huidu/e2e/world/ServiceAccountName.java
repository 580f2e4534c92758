package io.huidu.e2e.world;

/** Who a program is in a cluster. */
public record ServiceAccountName(String namespace, String name) {

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
