package io.exportcomments.campaign.processes;

import io.exportcomments.job.Job;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** A short text that is the same for jobs of which the same is known. */
final class Fingerprint {
    private static final List<Method> PARTS = Arrays.stream(Job.class.getMethods())
            .filter(method -> method.getDeclaringClass() == Job.class
                    && method.getParameterCount() == 0
                    && method.getReturnType() != Job.Builder.class
                    && !java.lang.reflect.Modifier.isStatic(method.getModifiers())
                    && !method.getName().equals("hashCode"))
            .sorted(Comparator.comparing(Method::getName))
            .toList();

    private Fingerprint() {}

    static String of(Job job) {
        StringBuilder all = new StringBuilder();
        for (Method part : PARTS) {
            try {
                Object value = part.invoke(job);
                all.append(part.getName()).append('=').append(value).append(' ');
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return Integer.toHexString(all.toString().hashCode());
    }
}
