package io.exportcomments.spring.boot.test.internal;

import io.exportcomments.mock.MockService;
import io.exportcomments.spring.boot.test.ExportCommentsTest;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.TestExecutionListener;

/** Takes the stand-in's faults back after each test, as the next one may share it. */
final class FaultResetListener implements TestExecutionListener {
    @Override
    public void afterTestMethod(TestContext test) {
        if (test.hasApplicationContext()
                && TestContextAnnotationUtils.hasAnnotation(test.getTestClass(), ExportCommentsTest.class)) {
            test.getApplicationContext().getBeanProvider(MockService.class).forEach(FaultResetListener::heal);
        }
    }

    private static void heal(MockService mock) {
        mock.faults().clear();
        mock.faults().acceptConnections();
    }
}
