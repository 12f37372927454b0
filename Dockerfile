# Zhaiyi in a container: the page (the default), a batch, or a machine of a Ray cluster.
#
#   docker build -t zhaiyi .
#   docker run -p 7860:7860 -v zhaiyi:/models zhaiyi
#   docker run -v zhaiyi:/models -v "$PWD:/work" zhaiyi zhaiyi brief articles --out briefs
#
# Models are not in the image: they lie in the volume /models, fetched once with
# `docker run -v zhaiyi:/models zhaiyi zhaiyi models pull`.
FROM python:3.11-slim AS build
WORKDIR /build
COPY pyproject.toml requirements-core.txt requirements-dev.txt README.md LICENSE NOTICE CHANGELOG.md ./
COPY zhaiyi zhaiyi
COPY models models
COPY prompts prompts
COPY samples samples
RUN python -m venv /opt/zhaiyi \
 && /opt/zhaiyi/bin/pip install --no-cache-dir -r requirements-core.txt \
 && /opt/zhaiyi/bin/pip install --no-cache-dir -c requirements-dev.txt ".[cluster,firefox,metrics,web]"

FROM python:3.11-slim
RUN useradd --create-home --uid 10001 zhaiyi \
 && mkdir -p /models /work \
 && chown zhaiyi:zhaiyi /models /work
COPY --from=build /opt/zhaiyi /opt/zhaiyi
ENV PATH=/opt/zhaiyi/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    RAY_USAGE_STATS_ENABLED=0 \
    ZHAIYI_HOME=/models
USER zhaiyi
WORKDIR /work
VOLUME /models
EXPOSE 7860
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:7860/zhaiyi/health', timeout=4)"]
CMD ["zhaiyi", "web", "--host", "0.0.0.0", "--port", "7860", "--no-browser"]
