package io.exportcomments.mcp.internal.tool;

import io.exportcomments.ExportComments;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** All tools of a client. */
public final class JobTools {
    private final ExportComments client;
    private final JobWait wait;
    private final Executor readers;

    /**
     * The tools of this client.
     *
     * @param readers where results are read, which blocks
     */
    public JobTools(ExportComments client, JobWait wait, Executor readers) {
        this.client = client;
        this.wait = wait;
        this.readers = readers;
    }

    /**
     * Those that an assistant gets.
     *
     * @param readOnly without those that use the plan's exports or end a job
     * @param folders where files may be written; if there are none, none can be
     * @param resources learns of the jobs that are worked with
     */
    public List<JobTool> list(boolean readOnly, AllowedFolders folders, JobResources resources) {
        List<JobTool> tools = new ArrayList<>();
        if (!readOnly) {
            tools.add(new ExportTool(client, wait, resources));
        }
        tools.add(new CheckTool(wait, resources));
        tools.add(new ListTool(client));
        if (!readOnly) {
            tools.add(new RetryTool(client));
            tools.add(new StopTool(client));
        }
        tools.add(new RowsTool(client, wait, readers));
        tools.add(new DetectTool());
        tools.add(new PlatformsTool());
        if (!folders.isEmpty()) {
            tools.add(new DownloadTool(client, wait, folders));
        }
        return tools;
    }
}
