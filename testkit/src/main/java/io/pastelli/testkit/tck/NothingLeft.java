package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Makes every server of a case that {@link LeavesNothing} count, and sees its threads end with it. */
final class NothingLeft implements InvocationInterceptor {
    @Override
    public void interceptTestMethod(Invocation<@Nullable Void> invocation,
            ReflectiveInvocationContext<Method> call, ExtensionContext context) throws Throwable {
        run(invocation, call, context);
    }

    @Override
    public void interceptTestTemplateMethod(Invocation<@Nullable Void> invocation,
            ReflectiveInvocationContext<Method> call, ExtensionContext context) throws Throwable {
        run(invocation, call, context);
    }

    private static void run(Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> call,
            ExtensionContext context) throws Throwable {
        Method method = call.getExecutable();
        if (!method.isAnnotationPresent(LeavesNothing.class)
                && !method.getDeclaringClass().isAnnotationPresent(LeavesNothing.class)) {
            invocation.proceed();
            return;
        }
        ((AdapterContract) context.getRequiredTestInstance()).countLeftovers();
        Threads before = Threads.alive();
        invocation.proceed();
        Eventually.holds(
                () -> assertThat(before.newPlatform()).as("threads that outlive their server").isEmpty());
    }
}
