/** Kafka with everything that keeps others out: TLS, logins, and an authorizer that denies what isn't allowed. */
@NullMarked
package io.huidu.e2e.security;

import org.jspecify.annotations.NullMarked;
