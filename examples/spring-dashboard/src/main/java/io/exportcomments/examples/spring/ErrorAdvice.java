package io.exportcomments.examples.spring;

import io.exportcomments.error.ExportCommentsException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.util.HtmlUtils;

/**
 * Answers with what went wrong, in plain words: to the page's script in JSON, to a browser that follows a link as a
 * page.
 */
@RestControllerAdvice
class ErrorAdvice extends ResponseEntityExceptionHandler {
    @ExceptionHandler
    ResponseEntity<?> refused(ExportCommentsException error, HttpServletRequest request, HttpServletResponse response) {
        if (response.isCommitted()) {
            throw error; // a file broke off: the connection has to break too, or the file would look whole
        }
        ErrorMessage refusal = ErrorMessage.of(error);
        String accepted = request.getHeader(HttpHeaders.ACCEPT);
        if (accepted != null && accepted.contains(MediaType.TEXT_HTML_VALUE)) {
            return ResponseEntity.status(refusal.status())
                    .contentType(MediaType.TEXT_HTML)
                    .body(page(refusal.words()));
        }
        return ResponseEntity.of(ProblemDetail.forStatusAndDetail(refusal.status(), refusal.words()))
                .build();
    }

    private static String page(String words) {
        return """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>That did not work</title>
                <link rel="stylesheet" href="/dashboard.css">
                <main>
                <h1>That did not work</h1>
                <p>%s</p>
                <p><a href="/">Back to the exports</a></p>
                </main>
                </html>
                """.formatted(HtmlUtils.htmlEscape(words));
    }
}
