package io.exportcomments.spring.boot.test;

import io.exportcomments.ExportComments;
import io.exportcomments.job.Plan;
import io.exportcomments.mock.MockService;
import io.exportcomments.spring.boot.ExportCommentsConnectionDetails;
import io.exportcomments.spring.boot.ExportCommentsCustomizer;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Runs a Spring test on a stand-in for the service, in this process. The client of the context is connected to it,
 * whatever the properties and the program's own {@link ExportCommentsConnectionDetails} say; no token is needed, and
 * nothing leaves this machine.
 *
 * <p>With {@code @SpringBootTest}, or an annotation for a slice, on the same class, the context is the program's, and
 * it has the client in any case. Alone, it has the client and what the test itself names, by {@code @Import}, {@code
 * @ContextConfiguration} or a nested configuration, and none of the program's properties.
 *
 * <p>The {@link MockService} is a bean, to be injected in the test: to set scripts, to inject faults, to see what was
 * asked. It is started once for a context and closed with it, so tests that share a context share the stand-in with its
 * jobs, scripts and journal; faults are taken back after each test. A job is done as soon as it is created, unless a
 * script says otherwise. Change how the stand-in is set up by beans of type {@link ExportCommentsCustomizer} of {@link
 * MockService.Builder}, or bring a {@link MockService} bean.
 *
 * <p>The {@link ExportComments} client keeps to no plan's limits here, so that no test has to wait for them: bring a
 * {@link Plan} bean for one that is about them.
 *
 * <pre>
 * &#64;SpringBootTest
 * &#64;ExportCommentsTest
 * class ArchiveTest {
 *     &#64;Test
 *     void archives(@Autowired Archive archive, @Autowired MockService mock) { … }
 * }
 * </pre>
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(SpringExtension.class)
@ImportAutoConfiguration
public @interface ExportCommentsTest {}
