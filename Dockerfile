# One image for `db upgrade`, `serve` and `work`: docker build -t duizhao .
FROM python:3.12-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
RUN python -m venv /opt/duizhao
ENV PATH=/opt/duizhao/bin:$PATH
WORKDIR /app
# The libraries first: they change less often than the program, and stay in the cache of the builder.
COPY pyproject.toml constraints.txt ./
RUN python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['dependencies'], sep='\n')" \
    > /tmp/libraries.txt && pip install -c constraints.txt -r /tmp/libraries.txt
# Editable, as everywhere: the image runs the layout that the tests run. .dockerignore names what comes in.
# Bytecode that is never checked against the source can be neither stale nor wanted anew on a read-only disk.
COPY . .
RUN pip install --no-deps -e . && python -m compileall -q --invalidation-mode unchecked-hash /app

FROM python:3.12-slim
# A number of its own, so that volumes keep their owner, and Kubernetes sees that it is not root.
RUN groupadd --gid 10001 duizhao \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin duizhao \
    && install -d -o duizhao -g duizhao -m 0750 /data
COPY --from=build /opt/duizhao /opt/duizhao
COPY --from=build /app /app
ENV PATH=/opt/duizhao/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 HOME=/tmp DUIZHAO_DATA=/data
USER 10001:10001
WORKDIR /tmp
VOLUME /data
EXPOSE 8321
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s CMD ["duizhao", "health"]
ENTRYPOINT ["duizhao"]
CMD ["serve", "--listen", "0.0.0.0:8321"]
