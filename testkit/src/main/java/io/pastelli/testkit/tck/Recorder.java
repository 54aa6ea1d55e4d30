package io.pastelli.testkit.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/** Runs each case, judges the declared gaps, and writes the outcomes to {@code target/tck}. */
final class Recorder implements InvocationInterceptor, BeforeAllCallback, AfterAllCallback {
    private static final ExtensionContext.Namespace HERE = ExtensionContext.Namespace.create(Recorder.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getStore(HERE).put("report", new Report());
    }

    @Override
    public void interceptTestMethod(Invocation<@Nullable Void> invocation,
            ReflectiveInvocationContext<Method> call,
            ExtensionContext context) throws Throwable {
        run(invocation, call, context);
    }

    @Override
    public void interceptTestTemplateMethod(Invocation<@Nullable Void> invocation,
            ReflectiveInvocationContext<Method> call,
            ExtensionContext context) throws Throwable {
        run(invocation, call, context);
    }

    private static void run(Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> call,
            ExtensionContext context) throws Throwable {
        var contract = (AdapterContract) context.getRequiredTestInstance();
        Report report = report(context);
        String topic = topic(call.getExecutable());
        String name = name(call);
        Optional<String> gap = contract.gapOf(name);
        report.subject = contract.subject();
        Optional<String> whyNot = Applicability.whyNot(call.getExecutable(), call.getArguments(),
                contract.protocol());
        if (whyNot.isPresent()) {
            invocation.skip();
            report.outcomes.add(new Outcome(topic, name, "n/a", "", whyNot.get()));
            throw new TestAbortedException("makes no sense here: " + whyNot.get());
        }
        try {
            invocation.proceed();
        } catch (TestAbortedException e) {
            report.outcomes.add(new Outcome(topic, name, "skipped", "", String.valueOf(e.getMessage())));
            throw e;
        } catch (Throwable e) {
            report.outcomes.add(new Outcome(topic, name, gap.isPresent() ? "gap" : "FAILED",
                    figures(contract), gap.orElse(e.toString())));
            if (gap.isPresent()) {
                throw new TestAbortedException("known gap: " + gap.get(), e);
            }
            throw e;
        }
        if (gap.isPresent() && contract.unsteady(name)) {
            report.outcomes.add(new Outcome(topic, name, "gap", figures(contract), gap.get()));
            return;
        }
        report.outcomes.add(new Outcome(topic, name, gap.isPresent() ? "FAILED" : "ok",
                figures(contract), ""));
        if (gap.isPresent()) {
            throw new AssertionError("the gap is closed, delete its declaration: " + name);
        }
    }

    private static Report report(ExtensionContext context) {
        return Objects.requireNonNull(context.getStore(HERE).get("report", Report.class));
    }

    private static String figures(AdapterContract contract) {
        return contract.figures().map(Figures::toString).orElse("");
    }

    private static String topic(Method method) {
        return method.getDeclaringClass().getSimpleName().replace("Contract", "");
    }

    private static String name(ReflectiveInvocationContext<Method> call) {
        List<Object> arguments = call.getArguments().stream()
                .filter(argument -> !(argument instanceof Path)) // a temporary folder is no part of a case
                .toList();
        String name = call.getExecutable().getName() + (arguments.isEmpty()
                ? ""
                : arguments.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")")));
        return name.replace("\r", "\\r").replace("\n", "\\n").replaceAll("\\p{Cntrl}", "?"); // a name is one line
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        report(context).write();
    }

    /** The outcomes of one class. */
    private static final class Report {
        private final ConcurrentLinkedQueue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
        private volatile String subject = "";

        void write() {
            if (subject.isEmpty()) {
                return;
            }
            try {
                Path file = Path.of("target", "tck", subject + ".tsv");
                Files.createDirectories(file.getParent());
                Files.write(file, outcomes.stream().map(Outcome::line).toList());
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write the outcomes of the contract", e);
            }
        }
    }
}
