@NullMarked
package io.huidu.events.kafka;

import org.jspecify.annotations.NullMarked;
