@NullMarked
package io.huidu.e2e.events;

import org.jspecify.annotations.NullMarked;
