/**
 * `ExternalWrapper`: a component in JSON form, drawn by another component outside the layout tree.
 *
 * Two cases.  The header of a dcc.Tab is drawn by dcc.Tabs: the component at that path is a node
 * of the layout, and the wrapper shows this very node.  The label of a dropdown option is plain
 * data to the engine: here it becomes a node when it is first drawn, and the engine is told.  It
 * keeps its id while it is out of sight, as in Dash, and is made anew when it is drawn again.
 */

import type { Externals } from "./externals";
import type { Layout, Path } from "./layout";
import type { NodeViewType } from "./node";
import { React, type ReactNode } from "./react";
import { isDry, type DryComponent } from "./values";

export interface ExternalProps {
  component: DryComponent;
  componentPath: Path;
}

export function createExternalWrapper(
  layout: Layout,
  externals: Externals,
  NodeView: NodeViewType,
): (props: ExternalProps) => ReactNode {
  function External({ component, componentPath }: ExternalProps): ReactNode {
    const [nid, setNid] = React.useState(() => externals.draw(componentPath, component));
    React.useEffect(() => {
      externals.enter(nid);
      return () => externals.leave(nid);
    }, [nid]);
    const given = React.useRef(component.props);
    React.useEffect(() => {
      if (given.current === component.props) return;
      given.current = component.props;
      setNid(externals.give(nid, component));
    }, [nid, component.props]);
    return <NodeView key={nid} nid={nid} componentPath={componentPath} />;
  }

  return function ExternalWrapper({ component, componentPath }) {
    const found = layout.locate(componentPath);
    if (found?.rest.length === 0 && found.node.nid > 0) {
      return <NodeView nid={found.node.nid} componentPath={layout.pathOf(found.node.nid)} />;
    }
    if (!isDry(component)) return component as ReactNode;
    const key = `${component.namespace}.${component.type} ${JSON.stringify(componentPath)}`;
    return <External key={key} component={component} componentPath={componentPath} />;
  };
}
