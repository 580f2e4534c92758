/** What the console answers, made of resources and events: pure, and in the shape of {@code openapi.yaml}. */
@NullMarked
package io.huidu.shifter.console.view;

import org.jspecify.annotations.NullMarked;
