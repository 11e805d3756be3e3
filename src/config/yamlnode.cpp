// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/yamlnode.h"

#include <QHash>
#include <QSet>
#include <QStringDecoder>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <sstream>

namespace Wf::Config {

namespace {
    constexpr std::size_t kDeepest = 64;
    constexpr int kMostNodes = 1'000'000;

    /// Leaves the parser, which has no other way out of its callbacks.
    struct Refusal {
        YAML::Mark mark;
        QString message;
        QString hint;
    };

    /// Builds the tree from the parser's events and refuses what would not stay small.
    class TreeBuilder final : public YAML::EventHandler {
    public:
        TreeBuilder(QString file, Faults &faults)
            : m_file(std::move(file))
            , m_faults(faults)
        {
        }

        [[nodiscard]] YamlPtr root() const { return m_root; }

        void OnDocumentStart(const YAML::Mark &) override { }
        void OnDocumentEnd() override { }
        void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override
        {
            finish(make(mark, YamlNode::Kind::Null), mark, anchor);
        }
        void OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
            const std::string &value) override
        {
            auto node = make(mark, YamlNode::Kind::Scalar);
            node->text = QString::fromStdString(value);
            node->plain = tag == "?"; // what the parser says of a scalar without quotes and without a tag
            finish(std::move(node), mark, anchor);
        }
        void OnAlias(const YAML::Mark &mark, YAML::anchor_t anchor) override
        {
            const YamlPtr target = m_anchors.value(anchor);
            if (!target)
                throw Refusal { mark, QStringLiteral("an alias stands inside its own anchor"),
                    QStringLiteral("write the value out") };
            place(target, mark);
        }
        void OnSequenceStart(
            const YAML::Mark &mark, const std::string &, YAML::anchor_t anchor, YAML::EmitterStyle::value) override
        {
            open(make(mark, YamlNode::Kind::Sequence), mark, anchor);
        }
        void OnSequenceEnd() override { close(); }
        void OnMapStart(
            const YAML::Mark &mark, const std::string &, YAML::anchor_t anchor, YAML::EmitterStyle::value) override
        {
            open(make(mark, YamlNode::Kind::Map), mark, anchor);
        }
        void OnMapEnd() override
        {
            mergeMaps(*m_open.back().node);
            close();
        }

    private:
        struct Frame {
            std::shared_ptr<YamlNode> node;
            YAML::Mark mark;
            YAML::anchor_t anchor = 0;
            QHash<QString, int> keys; ///< key → line
            std::optional<YamlNode::Entry> pending;
        };

        static std::shared_ptr<YamlNode> make(const YAML::Mark &mark, YamlNode::Kind kind)
        {
            auto node = std::make_shared<YamlNode>();
            node->kind = kind;
            node->line = mark.line + 1;
            node->column = mark.column + 1;
            return node;
        }

        void open(std::shared_ptr<YamlNode> node, const YAML::Mark &mark, YAML::anchor_t anchor)
        {
            if (m_open.size() >= kDeepest)
                throw Refusal { mark, QStringLiteral("lists and maps are nested more than 64 deep"),
                    QStringLiteral("write it flatter") };
            if (atKey())
                refuseKey(mark);
            m_open.push_back({ std::move(node), mark, anchor, {}, std::nullopt });
        }

        void close()
        {
            const Frame frame = std::move(m_open.back());
            m_open.pop_back();
            finish(frame.node, frame.mark, frame.anchor);
        }

        void finish(std::shared_ptr<YamlNode> node, const YAML::Mark &mark, YAML::anchor_t anchor)
        {
            if (anchor != 0)
                m_anchors.insert(anchor, node);
            place(node, mark);
        }

        [[nodiscard]] bool atKey() const
        {
            return !m_open.empty() && m_open.back().node->kind == YamlNode::Kind::Map && !m_open.back().pending;
        }

        [[noreturn]] static void refuseKey(const YAML::Mark &mark)
        {
            throw Refusal { mark, QStringLiteral("a key is not plain text"),
                QStringLiteral("write 'key: value'") };
        }

        void place(const YamlPtr &node, const YAML::Mark &mark)
        {
            if (m_open.empty()) {
                m_root = node;
                return;
            }
            Frame &frame = m_open.back();
            frame.node->weight += node->weight;
            if (frame.node->weight > kMostNodes)
                throw Refusal { mark, QStringLiteral("the document grows beyond 1,000,000 values"),
                    QStringLiteral("use fewer aliases or split it") };
            if (frame.node->kind == YamlNode::Kind::Sequence)
                frame.node->items.push_back(node);
            else if (atKey())
                placeKey(frame, *node, mark);
            else
                placeValue(frame, node);
        }

        static void placeKey(Frame &frame, const YamlNode &key, const YAML::Mark &mark)
        {
            if (key.kind != YamlNode::Kind::Scalar)
                refuseKey(mark);
            frame.pending = YamlNode::Entry { key.text, mark.line + 1, mark.column + 1, nullptr };
        }

        void placeValue(Frame &frame, const YamlPtr &value)
        {
            YamlNode::Entry entry = std::move(*frame.pending);
            frame.pending.reset();
            if (const int first = frame.keys.value(entry.key); first > 0) {
                m_faults.add({ m_file, entry.line, entry.column,
                    QStringLiteral("the key '%1' stands twice, first in line %2")
                        .arg(quoted(entry.key))
                        .arg(first),
                    QStringLiteral("keep one of them") });
                return;
            }
            frame.keys.insert(entry.key, entry.line);
            entry.value = value;
            frame.node->entries.push_back(std::move(entry));
        }

        static void mergeMaps(YamlNode &map)
        {
            const YamlNode *merged = map.find(u"<<");
            if (!merged)
                return;
            std::vector<YamlPtr> sources = merged->items;
            QSet<QString> present;
            for (const YamlNode::Entry &entry : map.entries) {
                present.insert(entry.key);
                if (entry.value.get() == merged && merged->kind == YamlNode::Kind::Map)
                    sources.push_back(entry.value);
            }
            std::erase_if(map.entries, [](const auto &entry) { return entry.key == QLatin1String("<<"); });
            for (const YamlPtr &source : sources) {
                for (const YamlNode::Entry &entry : source->entries) {
                    if (!present.contains(entry.key))
                        map.entries.push_back(entry);
                    present.insert(entry.key);
                }
            }
        }

        QString m_file;
        Faults &m_faults;
        YamlPtr m_root;
        std::vector<Frame> m_open;
        QHash<YAML::anchor_t, YamlPtr> m_anchors;
    };

    Fault at(const QString &file, const YAML::Mark &mark, QString message, QString hint)
    {
        return { file, std::max(mark.line, 0) + 1, std::max(mark.column, 0) + 1, std::move(message),
            std::move(hint) };
    }

    bool isUtf8(const QByteArray &bytes)
    {
        QStringDecoder decoder(QStringDecoder::Utf8);
        const QString ignored = decoder.decode(bytes);
        return !decoder.hasError();
    }

    YamlPtr build(const QByteArray &bytes, const QString &file, Faults &faults)
    {
        std::istringstream stream(bytes.toStdString());
        YAML::Parser parser(stream);
        TreeBuilder builder(file, faults);
        if (!parser.HandleNextDocument(builder))
            return std::make_shared<YamlNode>();
        TreeBuilder second(file, faults);
        if (parser.HandleNextDocument(second))
            faults.add({ file, second.root() ? second.root()->line : 1, 1,
                QStringLiteral("a second document begins"), QStringLiteral("one document a file: remove '---'") });
        return builder.root();
    }
} // namespace

const YamlNode *YamlNode::find(QStringView key) const
{
    const auto found =
        std::find_if(entries.begin(), entries.end(), [key](const Entry &entry) { return key == entry.key; });
    return found == entries.end() || found->value->kind == Kind::Null ? nullptr : found->value.get();
}

YamlPtr parseYaml(const QByteArray &bytes, const QString &file, Faults &faults)
{
    if (bytes.size() > kLargestYaml) {
        faults.add({ file, 0, 0, QStringLiteral("the file is larger than 4 MiB"), QStringLiteral("split it") });
        return nullptr;
    }
    if (!isUtf8(bytes) || bytes.contains('\0')) {
        faults.add(
            { file, 0, 0, QStringLiteral("the file is not UTF-8 text"), QStringLiteral("save it as UTF-8") });
        return nullptr;
    }
    try {
        return build(bytes, file, faults);
    } catch (const Refusal &refusal) {
        faults.add(at(file, refusal.mark, refusal.message, refusal.hint));
    } catch (const YAML::Exception &error) {
        faults.add(at(file, error.mark,
            QStringLiteral("this is not YAML: %1").arg(quoted(QString::fromStdString(error.msg))),
            QStringLiteral("check indentation and quotes")));
    } catch (const std::exception &error) {
        faults.add(
            { file, 0, 0, QStringLiteral("the parser gave up: %1").arg(quoted(QString::fromUtf8(error.what()))),
                QStringLiteral("check indentation and quotes") });
    }
    return nullptr;
}

} // namespace Wf::Config
